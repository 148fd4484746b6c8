import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { CreateCustomer, Customer, CustomerChange, Page, Unmask, UnmaskedField } from '@/api/types';
import { searchQuery } from '../search-kind';

/** One customer, masked. */
export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => api.get<Customer>(`/customers/${id}`, undefined, signal),
  });

/** Finds customers by name, phone, document or card; what identifies a person never stands in an address. */
export const findCustomers = (words: string, cursor: string | null = null, limit = 25) =>
  api.post<Page<Customer>>('/customers/search', { ...searchQuery(words), cursor, limit });

/** All customers I may see, or those found. */
export const listCustomers = (words: string, cursor: string | null) =>
  words ? findCustomers(words, cursor) : api.get<Page<Customer>>('/customers', { cursor });

export const createCustomer = (body: CreateCustomer) => api.post<Customer>('/customers', body);
export const updateCustomer = (id: string, body: CustomerChange) =>
  api.patch<Customer>(`/customers/${id}`, body);
export const unmask = (id: string, body: Unmask) => api.post<UnmaskedField>(`/customers/${id}/unmask`, body);

/** The addresses of the two lists of a customer's record. */
export const timelinePath = (id: string) => `/customers/${id}/timeline`;
export const looksPath = (id: string) => `/customers/${id}/looks`;
