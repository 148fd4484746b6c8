import type {
  Checklist,
  ChecklistItem,
  ChecklistKind,
  Handover,
  OpenItem,
  Person,
} from '../src/api/types.ts';
import { branches, served, staff, uuid } from './fixtures.ts';

const now = () => new Date().toISOString();

/** Names a member of staff by place in the list. */
export const person = (index: number): Person => {
  const { id, name, name_en } = staff[index] as Person;
  return { id, name, name_en };
};

function item(code: string, name: string, nameEn: string, more: Partial<ChecklistItem> = {}): ChecklistItem {
  return {
    code,
    name,
    name_en: nameEn,
    help: '逐项查看并登记。',
    help_en: 'Look at each and note it.',
    section: 'before_opening',
    required: true,
    two_person: false,
    photo: 'none',
    minutes_before_opening: 30,
    due_at: null,
    state: 'open',
    settled: false,
    awaits_second: false,
    note: null,
    marked: null,
    confirmed: null,
    version: 0,
    photos: [],
    ...more,
  };
}

/** The lists, open items and notes of one branch. */
export class MockOpening {
  holdsBack = true;
  overridden: Checklist['overridden'] = null;
  lists: Record<ChecklistKind, ChecklistItem[]> = {
    opening: [
      item('entry', '双人进入', 'Enter as two', { two_person: true, minutes_before_opening: 45 }),
      item('safety', '安全检查', 'Safety round', { photo: 'optional' }),
      item('glasses', '老花镜', 'Reading glasses', { required: false, minutes_before_opening: 0 }),
    ],
    closing: [
      item('patrol', '上午巡检', 'Morning round', {
        section: 'during',
        required: false,
        minutes_before_opening: null,
      }),
      item('cleared', '清场', 'Hall cleared', { section: 'after_closing', minutes_before_opening: null }),
    ],
  };
  openItems: OpenItem[] = [
    {
      id: uuid(20, 1),
      kind: 'opening',
      item: 'glasses',
      name: '老花镜',
      name_en: 'Reading glasses',
      note: '缺 200 度一副',
      business_day: '2026-11-20',
      age_days: 2,
      raised: { by: person(4), at: '2026-11-20T00:40:00Z' },
      photos: [],
    },
  ];
  handovers: Handover[] = [];

  item(kind: ChecklistKind, code: string): ChecklistItem {
    return this.lists[kind].find((one) => one.code === code) as ChecklistItem;
  }

  /** Changes an item as the server would. */
  change(kind: ChecklistKind, code: string, change: Partial<ChecklistItem>): ChecklistItem {
    const found = this.item(kind, code);
    Object.assign(found, change, { version: found.version + 1 });
    const answered = found.state === 'done' || found.state === 'not_applicable';
    found.awaits_second = found.two_person && answered && found.confirmed === null;
    found.settled = answered && !found.awaits_second;
    return found;
  }

  mark(kind: ChecklistKind, code: string, by: Person, state: ChecklistItem['state'], note: string | null) {
    return this.change(kind, code, { state, note, marked: { by, at: now() }, confirmed: null });
  }

  undo(kind: ChecklistKind, code: string) {
    if (this.item(kind, code).confirmed) return this.change(kind, code, { confirmed: null });
    return this.change(kind, code, { state: 'open', note: null, marked: null });
  }

  progress(kind: ChecklistKind): Checklist['progress'] {
    const items = this.lists[kind];
    const required = items.filter((one) => one.required);
    const settled = required.filter((one) => one.settled);
    const ready = settled.length === required.length;
    const begun = items.some((one) => one.state !== 'open');
    return {
      status: ready ? 'ready' : this.overridden ? 'overridden' : begun ? 'in_progress' : 'not_started',
      items: items.length,
      settled: items.filter((one) => one.settled).length,
      required: required.length,
      required_settled: settled.length,
    };
  }

  list(kind: ChecklistKind, may: (permission: string) => boolean): Checklist {
    const progress = this.progress(kind);
    const held = this.holdsBack && progress.status !== 'ready' && this.overridden === null;
    return {
      branch_id: served[0]?.id as string,
      branch_kind: 'branch',
      business_day: '2026-11-22',
      kind,
      progress,
      items: this.lists[kind],
      open_items: this.openItems,
      overridden: kind === 'opening' ? this.overridden : null,
      holds_back: kind === 'opening' && held,
      unfinished_visits: 2,
      photos_per_item: 3,
      may_tick: may('checklist:tick'),
      may_override: may('opening:override'),
    };
  }

  branches() {
    return branches.slice(1).map((branch, index) => ({
      branch_id: branch.id,
      code: branch.code,
      name: branch.name,
      name_en: branch.name_en,
      business_day: '2026-11-22',
      progress: { ...this.progress('opening'), status: index === 0 ? 'ready' : 'in_progress' },
      overridden: null,
      open_items: index,
    }));
  }
}
