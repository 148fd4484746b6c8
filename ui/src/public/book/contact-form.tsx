import { type FormEvent, useState } from 'react';
import type { Send } from '@/public/book/use-send';
import { bookWords } from '@/public/book/words';
import { useWords } from '@/public/shared/language';

/** How somebody who books can be reached. */
export interface Contact {
  name: string;
  phone: string;
  /** Blank when no mail is wanted. */
  email: string;
}

/** The fields of the form, by their names on the wire. */
type FieldName = keyof Contact;

const POINTERS: readonly string[] = ['/name', '/phone', '/email'];

/** How a browser and a telephone's keyboard treat each field. */
const FIELDS = {
  name: { type: 'text', inputMode: 'text', autoComplete: 'name', maxLength: 60 },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel', maxLength: 32 },
  email: { type: 'email', inputMode: 'email', autoComplete: 'email', maxLength: 254 },
} as const;

interface ContactFormProps {
  /** What was typed before, so that going back loses nothing. */
  before: Contact;
  /** Whether mail is offered. */
  mail: boolean;
  send: Send;
  onChange: (contact: Contact) => void;
  onBook: (contact: Contact) => void;
}

/** Name, mobile number and, where mail is offered, an e-mail address; what the server finds wrong stands at the field. */
export function ContactForm({ before, mail, send, onChange, onBook }: ContactFormProps) {
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
  const shown = mail ? POINTERS : POINTERS.slice(0, 2);
  const elsewhere = send.fields.filter((field) => !shown.includes(field.pointer));
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
      {mail && (
        <Field
          name="email"
          label={text.email}
          help={text.emailHelp}
          value={contact.email}
          send={send}
          onChange={(email) => change({ email })}
        />
      )}
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
  name: FieldName;
  label: string;
  help: string;
  value: string;
  send: Send;
  onChange: (value: string) => void;
}

function Field({ name, label, help, value, send, onChange }: FieldProps) {
  const error = send.fields.find((field) => field.pointer === `/${name}`)?.detail;
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        value={value}
        {...FIELDS[name]}
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
