/** The key that does the same as the button it stands on. */
export function KeyCap({ children }: { children: string }) {
  return (
    <span className="sw-key" aria-hidden="true">
      {children}
    </span>
  );
}
