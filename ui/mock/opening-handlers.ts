import { HttpResponse, http } from 'msw';
import type { ChecklistKind, ChecklistStanding, Finding } from '../src/api/types.ts';
import { served, staff, uuid } from './fixtures.ts';
import { person } from './opening-state.ts';
import { PERMISSIONS } from './permissions.ts';
import type { MockWorld } from './world.ts';

const API = '*/api/v1';
const ITEM = `${API}/branches/:branch/checklists/:kind/items/:item`;

const kindOf = (params: Record<string, unknown>) => params.kind as ChecklistKind;

/** Opening and closing lists, open items and handover notes. */
export function openingHandlers(world: MockWorld) {
  const { opening } = world;
  const me = () => person(staff.findIndex((one) => one.id === world.session?.staff.id));
  const may = (permission: string) =>
    (world.session?.roles ?? []).some((role) => PERMISSIONS[role]?.includes(permission));
  const answer = (kind: ChecklistKind, code: string | null) => {
    world.tell('checklist.changed');
    const item = code ? opening.item(kind, code) : null;
    return HttpResponse.json({
      branch_id: served[0]?.id as string,
      kind,
      progress: opening.progress(kind),
      item: code,
      state: item?.state ?? null,
      version: item?.version ?? null,
    } satisfies ChecklistStanding);
  };
  return [
    http.get(`${API}/checklists`, () => HttpResponse.json({ items: opening.branches(), next: null })),
    http.get(`${API}/branches/:branch/checklists/:kind`, ({ params }) =>
      HttpResponse.json(opening.list(kindOf(params), may)),
    ),
    http.post(`${API}/branches/:branch/checklists/opening/override`, async ({ request }) => {
      const { reason } = (await request.json()) as { reason: string };
      opening.overridden = { hand: { by: me(), at: new Date().toISOString() }, reason };
      return answer('opening', null);
    }),
    http.post(`${ITEM}/mark`, async ({ params, request }) => {
      const { state, note } = (await request.json()) as { state: Finding; note?: string };
      opening.mark(kindOf(params), String(params.item), me(), state, note ?? null);
      return answer(kindOf(params), String(params.item));
    }),
    http.post(`${ITEM}/confirm`, ({ params }) => {
      const confirmed = { by: me(), at: new Date().toISOString() };
      opening.change(kindOf(params), String(params.item), { confirmed });
      return answer(kindOf(params), String(params.item));
    }),
    http.post(`${ITEM}/undo`, ({ params }) => {
      opening.undo(kindOf(params), String(params.item));
      return answer(kindOf(params), String(params.item));
    }),
    http.put(`${ITEM}/photos/:slot`, ({ params }) => {
      const { photos } = opening.item(kindOf(params), String(params.item));
      const added = { by: me(), at: new Date().toISOString() };
      photos.push({ slot: Number(params.slot), added });
      return answer(kindOf(params), String(params.item));
    }),
    http.get(
      `${ITEM}/photos/:slot`,
      () => new HttpResponse(new Uint8Array([0x89, 0x50]), { headers: { 'Content-Type': 'image/png' } }),
    ),
    http.delete(`${ITEM}/photos/:slot`, ({ params }) => {
      const item = opening.item(kindOf(params), String(params.item));
      item.photos = item.photos.filter((photo) => photo.slot !== Number(params.slot));
      return answer(kindOf(params), item.code);
    }),
    http.post(`${API}/open-items/:id/resolve`, ({ params }) => {
      opening.openItems = opening.openItems.filter((open) => open.id !== params.id);
      return answer('opening', null);
    }),
    http.get(`${API}/branches/:branch/handovers`, () =>
      HttpResponse.json({ items: opening.handovers, next: null }),
    ),
    http.post(`${API}/branches/:branch/handovers`, async ({ request }) => {
      const { text } = (await request.json()) as { text: string };
      const note = {
        id: uuid(21, opening.handovers.length + 1),
        business_day: '2026-11-22',
        text,
        author: me(),
        written_at: new Date().toISOString(),
        read_by: null,
        read_at: null,
      };
      opening.handovers.unshift(note);
      return HttpResponse.json(note, { status: 201 });
    }),
    http.post(`${API}/handovers/:id/acknowledge`, ({ params }) => {
      const note = opening.handovers.find((one) => one.id === params.id);
      if (note) Object.assign(note, { read_by: me(), read_at: new Date().toISOString() });
      return HttpResponse.json(note);
    }),
  ];
}
