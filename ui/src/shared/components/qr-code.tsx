import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { useMemo } from 'react';

/** Cells of light ground around the code, without which cameras do not find it (ISO/IEC 18004, 9.1). */
const QUIET = 4;

interface Props {
  /** What the code says, such as the address of a page. */
  text: string;
  /** What it is for, for those who cannot see it. */
  label: string;
  className?: string;
}

/** A QR code, black on white in every look, drawn in the browser and as large as its place. */
export function QrCode({ text, label, className = 'qr' }: Props) {
  const { path, size } = useMemo(() => {
    const code = generate(text, { minCorrectionLevel: correction.M });
    return { path: toSvgPath(code), size: code.size + 2 * QUIET };
  }, [text]);
  return (
    <svg
      className={className}
      viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET} y={-QUIET} width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
