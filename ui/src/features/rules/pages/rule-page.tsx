import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Pack, PackCheck } from '@/api/types';
import { Page } from '@/shared/components/page';
import { QueryView } from '@/shared/components/query-view';
import { useSettled } from '@/shared/hooks/use-settled';
import { EVERYWHERE, useCan } from '@/shared/session';
import { useFormat } from '@/shared/use-format';
import { isReadable, packCheckQuery, packQuery } from '../api/packs';
import { CheckPane } from '../components/check-pane';
import { HallForm } from '../components/hall-form';
import { PackEditor } from '../components/pack-editor';
import { SaveForm } from '../components/save-form';
import { VersionTable } from '../components/version-table';

/** Packs of the hall, whose most changed numbers have a form. */
const HALL = 'lobby/';

/** Whether the text can be read; the last answer stands until the next, so that nothing flickers while one types. */
function useReadable(answer: PackCheck | undefined, changed: boolean): boolean {
  const [last, setLast] = useState(true);
  const readable = changed ? (answer ? isReadable(answer) : last) : true;
  if (readable !== last) setLast(readable);
  return readable;
}

function Editing({ pack }: { pack: Pack }) {
  const { t } = useTranslation();
  const can = useCan();
  const manages = can('rule:manage', EVERYWHERE);
  const [draft, setDraft] = useState(pack.content);
  const text = useSettled(useDeferredValue(draft));
  const changed = draft !== pack.content;
  // Only this very text counts: an answer about the text before the last stroke says nothing.
  const settled = text === draft;
  const check = useQuery({
    ...packCheckQuery(pack.pack, text),
    enabled: manages && changed && settled,
  });
  const problems = (changed && settled && check.data?.problems) || [];
  const readable = useReadable(settled ? check.data : undefined, changed);
  return (
    <div className="sw-rule">
      {pack.pack.startsWith(HALL) ? (
        <div className="sw-rule-form">
          <HallForm
            text={draft}
            onChange={setDraft}
            readOnly={!manages}
            problems={problems}
            readable={readable}
          />
        </div>
      ) : null}
      <PackEditor
        label={t('rules.editor')}
        value={draft}
        onChange={setDraft}
        readOnly={!manages}
        problems={problems}
      />
      <div className="sw-stack">
        {manages ? (
          <CheckPane
            changed={changed}
            settled={settled}
            check={check}
            onReset={() => setDraft(pack.content)}
          />
        ) : (
          <p className="sw-muted">{t('rules.read_only')}</p>
        )}
        {manages && changed ? (
          <SaveForm pack={pack} content={draft} ready={settled && check.data?.problems.length === 0} />
        ) : null}
      </div>
    </div>
  );
}

function RuleView({ pack }: { pack: Pack }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  return (
    <Page title={format.name(pack)} subtitle={t('rules.live', { pack: pack.pack, version: pack.version })}>
      <Tabs
        className="sw-panel sw-tabs"
        items={[
          // A new version in force starts a new draft.
          {
            key: 'edit',
            label: t(can('rule:manage', EVERYWHERE) ? 'rules.tab.edit' : 'rules.tab.show'),
            children: <Editing key={pack.version} pack={pack} />,
          },
          { key: 'versions', label: t('rules.tab.versions'), children: <VersionTable pack={pack} /> },
        ]}
      />
    </Page>
  );
}

/** One rule pack: edit beside what is wrong and what changes, put in force, restore a former version. */
export default function RulePage() {
  const { '*': code = '' } = useParams();
  const pack = useQuery({ ...packQuery(code), refetchOnWindowFocus: false });
  return (
    <QueryView query={pack}>{(data) => <RuleView pack={{ ...data, pack: data.pack ?? code }} />}</QueryView>
  );
}
