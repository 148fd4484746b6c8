/** Start of the public pages: kiosk, hall screen and phone, without sign-in and without the desk's libraries. */
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { parseRoute, type Route } from '@/public/route';
import { ErrorBoundary } from '@/public/shared/error-boundary';
import { LanguageProvider, useWords } from '@/public/shared/language';
import { PlainMessage } from '@/public/shared/plain-message';
import { commonWords } from '@/public/shared/words';
import '@/public/styles/base.css';

const KioskPage = lazy(() => import('@/public/kiosk/kiosk-page'));
const HallPage = lazy(() => import('@/public/hall/hall-page'));
const BranchesPage = lazy(() => import('@/public/branches/branches-page'));
const FinderPage = lazy(() => import('@/public/finder/finder-page'));
const TakePage = lazy(() => import('@/public/phone/take-page'));
const BookPage = lazy(() => import('@/public/book/book-page'));
const AppointmentPage = lazy(() => import('@/public/book/appointment-page'));
const TicketPage = lazy(() => import('@/public/phone/ticket-page'));

function Page({ route }: { route: Route }) {
  const text = useWords(commonWords);
  switch (route.page) {
    case 'kiosk':
      return <KioskPage branchId={route.branchId} />;
    case 'hall':
      return <HallPage branchId={route.branchId} />;
    case 'branches':
      return <BranchesPage of={route.of} />;
    case 'finder':
      return <FinderPage />;
    case 'take':
      return <TakePage branchId={route.branchId} />;
    case 'ticket':
      return <TicketPage token={route.token} />;
    case 'book':
      return <BookPage />;
    case 'appointment':
      return <AppointmentPage token={route.token} />;
    case 'none':
      return (
        <PlainMessage title={text.notFound}>
          <p>{text.notFoundHelp}</p>
        </PlainMessage>
      );
  }
}

function Loading() {
  return <PlainMessage title={useWords(commonWords).loading} busy />;
}

const route = parseRoute(location.pathname);
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <LanguageProvider remember={route.page !== 'kiosk'}>
          <Suspense fallback={<Loading />}>
            <Page route={route} />
          </Suspense>
        </LanguageProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}
