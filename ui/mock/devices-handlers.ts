/** Kiosks and rolls of the mock bank. */
import { HttpResponse, http } from 'msw';
import type { KioskDevice, Roll, SetRoll } from '../src/api/types.ts';

const API = '/api/v1';

/** Answers what the drawer of kiosks and rolls asks. */
export function devicesHandlers() {
  let roll: Roll = { active: false, prefix: '', digits: 3, next: 1, next_number: '001', version: 0 };
  const kiosks: KioskDevice[] = [];
  return [
    http.get(`${API}/branches/:id/roll`, () => HttpResponse.json(roll)),
    http.put(`${API}/branches/:id/roll`, async ({ request }) => {
      const { reason: _, version, ...set } = (await request.json()) as SetRoll;
      const next_number = `${set.prefix ?? ''}${String(set.next).padStart(set.digits, '0')}`;
      roll = { ...set, prefix: set.prefix ?? '', next_number, version: version + 1 };
      return HttpResponse.json(roll);
    }),
    http.get(`${API}/branches/:id/kiosks`, () => HttpResponse.json({ items: kiosks })),
    http.post(`${API}/branches/:id/kiosks`, async ({ request, params }) => {
      const { name, bridge_url } = (await request.json()) as { name: string; bridge_url: string | null };
      const kiosk: KioskDevice = {
        id: `kiosk-${kiosks.length + 1}`,
        branch_id: String(params.id),
        name,
        bridge_url,
        created_at: new Date().toISOString(),
        created_by: 'staff-1',
        revoked_at: null,
      };
      kiosks.push(kiosk);
      const address = `https://queue.bank.example/kiosk/${params.id}#device=invented`;
      return HttpResponse.json({ ...kiosk, address }, { status: 201 });
    }),
    http.post(`${API}/kiosks/:id/revoke`, ({ params }) => {
      const at = kiosks.findIndex((kiosk) => kiosk.id === params.id);
      return HttpResponse.json(kiosks.splice(at, 1)[0]);
    }),
  ];
}
