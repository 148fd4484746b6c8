import { queryOptions } from '@tanstack/react-query';
import { API_BASE, api, queryString } from '@/api/client';
import type { Checklist, ChecklistKind, ChecklistStanding, Finding, Handover } from '@/api/types';

/** An item of a list of today. */
export interface ItemPlace {
  branchId: string;
  kind: ChecklistKind;
  item: string;
}

/** Today's list of a branch. */
export const checklistQuery = (branchId: string, kind: ChecklistKind) =>
  queryOptions({
    queryKey: ['checklist', branchId, kind],
    queryFn: ({ signal }) =>
      api.get<Checklist>(`/branches/${branchId}/checklists/${kind}`, undefined, signal),
  });

const path = ({ branchId, kind, item }: ItemPlace) =>
  `/branches/${branchId}/checklists/${kind}/items/${item}`;
const photoPath = (place: ItemPlace, slot: number) => `${path(place)}/photos/${slot}`;

export const markItem = (place: ItemPlace, state: Finding, version: number, note?: string) =>
  api.post<ChecklistStanding>(`${path(place)}/mark`, { state, version, note });
export const confirmItem = (place: ItemPlace, version: number) =>
  api.post<ChecklistStanding>(`${path(place)}/confirm`, { version });
export const undoItem = (place: ItemPlace, version: number) =>
  api.post<ChecklistStanding>(`${path(place)}/undo`, { version });
export const overrideOpening = (branchId: string, reason: string) =>
  api.post<ChecklistStanding>(`/branches/${branchId}/checklists/opening/override`, { reason });
export const resolveOpenItem = (id: string, note?: string) =>
  api.post<ChecklistStanding>(`/open-items/${id}/resolve`, { note });
export const addPhoto = (place: ItemPlace, slot: number, photo: Blob) =>
  api.putBytes<ChecklistStanding>(photoPath(place, slot), photo);
export const removePhoto = (place: ItemPlace, slot: number) =>
  api.delete<ChecklistStanding>(photoPath(place, slot));

/** Where a photo is shown; `stamp` tells a new photo at the same place from the one before. */
export const photoAddress = (place: ItemPlace, slot: number, more: { day?: string; stamp?: string } = {}) =>
  `${API_BASE}${photoPath(place, slot)}${queryString({ ...more })}`;

export const writeHandover = (branchId: string, text: string) =>
  api.post<Handover>(`/branches/${branchId}/handovers`, { text });
export const acknowledgeHandover = (id: string) => api.post<Handover>(`/handovers/${id}/acknowledge`);
