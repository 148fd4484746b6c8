import { type FormEvent, useState } from 'react';
import type { Send } from '@/public/book/use-send';
import { bookWords } from '@/public/book/words';
import { useWords } from '@/public/shared/language';

/** How somebody who books can be reached. */
export interface Contact {
  name: string;
  phone: string;
}

interface ContactFormProps {
  /** What was typed before, so that going back loses nothing. */
  before: Contact;
  send: Send;
  onChange: (contact: Contact) => void;
  onBook: (contact: Contact) => void;
}

/** Name and mobile number; what the server finds wrong stands at the field. */
export function ContactForm({ before, send, onChange, onBook }: ContactFormProps) {
  const text = useWords(bookWords);
  const [contact, setContact] = useState(before);
  const change = (part: Partial<Contact>) => {
    const next = { ...contact, ...part };
    setContact(next);
    onChange(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onBook(contact);
  };
  const elsewhere = send.fields.filter((field) => field.pointer !== '/name' && field.pointer !== '/phone');
  const general = send.fields.length === 0 ? send.failed : elsewhere[0]?.detail;
  return (
    <form className="card contact" onSubmit={submit} noValidate>
      <Field
        name="name"
        label={text.name}
        help={text.nameHelp}
        value={contact.name}
        send={send}
        onChange={(name) => change({ name })}
      />
      <Field
        name="phone"
        label={text.phone}
        help={text.phoneHelp}
        value={contact.phone}
        send={send}
        onChange={(phone) => change({ phone })}
      />
      {general && (
        <p className="notice notice-late" role="alert">
          {general === true ? text.failed : general}
        </p>
      )}
      <button type="submit" className="primary wide" disabled={send.busy}>
        {send.busy ? text.booking : text.book}
      </button>
    </form>
  );
}

interface FieldProps {
  name: 'name' | 'phone';
  label: string;
  help: string;
  value: string;
  send: Send;
  onChange: (value: string) => void;
}

function Field({ name, label, help, value, send, onChange }: FieldProps) {
  const error = send.fields.find((field) => field.pointer === `/${name}`)?.detail;
  const phone = name === 'phone';
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        value={value}
        type={phone ? 'tel' : 'text'}
        inputMode={phone ? 'tel' : 'text'}
        autoComplete={phone ? 'tel' : 'name'}
        maxLength={phone ? 32 : 60}
        aria-invalid={Boolean(error)}
        aria-describedby={`${name}-help ${name}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${name}-help`} className="help">
        {help}
      </p>
      <p id={`${name}-error`} className="field-error" role="alert">
        {error ?? ''}
      </p>
    </div>
  );
}
