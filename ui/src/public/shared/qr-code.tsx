/** Draws the server's QR picture without trusting it as markup: only its squares are taken over. */

interface Drawing {
  viewBox: string;
  paths: string[];
}

/** Shows the code, or nothing when the picture cannot be read. */
export function QrCode({ svg, label }: { svg: string; label: string }) {
  const drawing = readDrawing(svg);
  if (!drawing) return null;
  return (
    <svg className="qr" viewBox={drawing.viewBox} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      {drawing.paths.map((path) => (
        <path key={path} d={path} fill="#000" />
      ))}
    </svg>
  );
}

/** Reads size and dark squares (paths and small rectangles) from an SVG text. */
export function readDrawing(svg: string): Drawing | null {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const width = root.getAttribute('width');
  const viewBox =
    root.getAttribute('viewBox') ?? (width ? `0 0 ${parseFloat(width)} ${parseFloat(width)}` : null);
  if (!viewBox || !/^[\d.\s-]+$/.test(viewBox)) return null;
  const paths = Array.from(root.querySelectorAll('path'), (path) => path.getAttribute('d') ?? '');
  const squares = Array.from(root.querySelectorAll('rect'), squareOf);
  const dark = [...paths, squares.join('')].filter((path) => /^[MmHhVvLlZz\d\s.,-]+$/.test(path));
  return dark.length > 0 ? { viewBox, paths: dark } : null;
}

/** A dark rectangle as a path; light ones are the ground and are left out. */
function squareOf(rect: Element): string {
  const fill = (rect.getAttribute('fill') ?? '#000').toLowerCase();
  if (fill === '#fff' || fill === '#ffffff' || fill === 'white') return '';
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
    Number.parseFloat(rect.getAttribute(name) ?? '0'),
  );
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}
