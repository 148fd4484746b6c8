import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { CreateCustomer, Customer, Page } from '@/api/types';
import { searchQuery } from '../search-kind';

/** One customer, masked. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => api.get<Customer>(`/customers/${id}`, undefined, signal),
  });

/** Finds customers by name, phone, document or card. */
export const findCustomers = (words: string) =>
  api.get<Page<Customer>>('/customers', { ...searchQuery(words), limit: 5 });

/** What a person asks to see unmasked, and why. */
export interface Unmask {
  field: string;
  reason: string;
  note?: string;
}

/** A change of a customer; an absent field stays, null clears it. */
export interface CustomerChange {
  phone?: string | null;
  tier?: string;
  care_needs?: string[];
  version?: number;
}

export const createCustomer = (body: CreateCustomer) => api.post<Customer>('/customers', body);
export const updateCustomer = (id: string, body: CustomerChange) =>
  api.patch<Customer>(`/customers/${id}`, body);
export const unmask = (id: string, body: Unmask) =>
  api.post<{ field: string; value: string }>(`/customers/${id}/unmask`, body);

/** The addresses of the two lists of a customer's record. */
export const timelinePath = (id: string) => `/customers/${id}/timeline`;
export const looksPath = (id: string) => `/customers/${id}/looks`;
