import { kioskWords } from '@/public/kiosk/words';
import { useWords } from '@/public/shared/language';

interface NumberPadProps {
  /** Offers the X of identity numbers. */
  letter: boolean;
  onKey: (key: string) => void;
  onErase: () => void;
  onClear: () => void;
}

/** Large keys for screens without a keyboard. */
export function NumberPad({ letter, onKey, onErase, onClear }: NumberPadProps) {
  const text = useWords(kioskWords);
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', letter ? 'X' : '', '0'];
  return (
    <fieldset className="number-pad" data-silent>
      <legend className="unseen">{text.pad}</legend>
      {keys.map((key) =>
        key === '' ? (
          <button type="button" key="clear" className="key-word" onClick={onClear}>
            {text.clear}
          </button>
        ) : (
          <button type="button" key={key} onClick={() => onKey(key)}>
            {key}
          </button>
        ),
      )}
      <button type="button" className="key-word" onClick={onErase}>
        {text.erase}
      </button>
    </fieldset>
  );
}
