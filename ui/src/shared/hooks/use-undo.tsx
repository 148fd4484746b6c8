import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';

const UNDO_SECONDS = 10;

/** Announces something done and offers to undo it for ten seconds. */
export function useUndo(): (done: string, undo: () => void) => void {
  const { message } = App.useApp();
  const { t } = useTranslation();
  return (done, undo) => {
    const key = `undo-${Date.now()}`;
    const handleUndo = () => {
      message.destroy(key);
      undo();
    };
    void message.open({
      key,
      type: 'success',
      duration: UNDO_SECONDS,
      content: (
        <span role="status">
          {done}
          <Button type="link" size="small" onClick={handleUndo}>
            {t('shared.undo')}
          </Button>
        </span>
      ),
    });
  };
}
