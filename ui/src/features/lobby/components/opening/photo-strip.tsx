import { CameraOutlined, DeleteOutlined } from '@ant-design/icons';
import { App, Button, Image, Modal } from 'antd';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Checklist, ChecklistItem } from '@/api/types';
import { useFormat } from '@/shared/use-format';
import { photoAddress } from '../../api/opening';
import { readyToSend } from '../../picture';
import type { useChecklistActs } from '../../use-checklist-acts';

interface Props {
  list: Checklist;
  item: ChecklistItem;
  acts: ReturnType<typeof useChecklistActs>;
}

/** The first place that is free. */
function freeSlot({ photos }: ChecklistItem, most: number): number | null {
  for (let slot = 1; slot <= most; slot += 1) {
    if (!photos.some((photo) => photo.slot === slot)) return slot;
  }
  return null;
}

/** Shows a photo before it is sent. */
function Preview({ photo, busy, onSend, onAgain, onClose }: PreviewProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return (
    <Modal
      open
      title={t('opening.photo.title')}
      onCancel={onClose}
      footer={[
        <Button key="again" onClick={onAgain}>
          {t('opening.photo.again')}
        </Button>,
        <Button key="send" type="primary" loading={busy} onClick={onSend}>
          {t('opening.photo.upload')}
        </Button>,
      ]}
    >
      {address ? <img className="sw-photo-preview" src={address} alt={t('opening.photo.preview')} /> : null}
      <p className="sw-muted">{t('opening.photo.help')}</p>
    </Modal>
  );
}

interface PreviewProps {
  photo: Blob;
  busy: boolean;
  onSend: () => void;
  onAgain: () => void;
  onClose: () => void;
}

/** The photos of an item, and the way to add one. */
export function PhotoStrip({ list, item, acts }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Blob | null>(null);
  const slot = freeSlot(item, list.photos_per_item);
  const name = format.name(item);
  if (item.photo === 'none' || (item.photos.length === 0 && !list.may_tick)) return null;
  const handleFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (!file) return;
    const ready = await readyToSend(file);
    if (typeof ready === 'string') void message.error(t(`opening.photo.${ready}`), 6);
    else setChosen(ready);
  };
  const handleSend = () => {
    if (chosen && slot !== null)
      acts.photo.mutate({ item, slot, bytes: chosen }, { onSuccess: () => setChosen(null) });
  };
  return (
    <div className="sw-photos">
      {item.photos.map((photo) => {
        const address = photoAddress(acts.place(item), photo.slot, { stamp: photo.added.at });
        return (
          <span key={photo.slot} className="sw-photo">
            <Image
              width={64}
              height={64}
              src={address}
              alt={t('opening.photo.of', { item: name, number: photo.slot })}
            />
            {list.may_tick ? (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t('opening.photo.remove', { number: photo.slot })}
                onClick={() => acts.photoAway.mutate({ item, slot: photo.slot, address })}
              />
            ) : null}
          </span>
        );
      })}
      {list.may_tick && slot !== null ? (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/webp"
            aria-label={t('opening.photo.add_to', { item: name })}
            onChange={(event) => void handleFile(event)}
          />
          <Button icon={<CameraOutlined aria-hidden="true" />} onClick={() => input.current?.click()}>
            {t('opening.photo.add')}
          </Button>
        </>
      ) : null}
      {chosen ? (
        <Preview
          photo={chosen}
          busy={acts.photo.isPending}
          onSend={handleSend}
          onAgain={() => input.current?.click()}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </div>
  );
}
