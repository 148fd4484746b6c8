const WIDTH = 420;
const HEIGHT = 72;
const PATH = '/counter/bar';

/** The part of Document Picture-in-Picture that is used; TypeScript does not know it yet. */
interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

function pictureInPicture(): PictureInPicture | null {
  return (
    (window as unknown as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture ?? null
  );
}

async function openFloating(floating: PictureInPicture): Promise<void> {
  const small = await floating.requestWindow({ width: WIDTH, height: HEIGHT });
  const frame = small.document.createElement('iframe');
  frame.src = PATH;
  frame.title = document.title;
  frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0';
  small.document.body.append(frame);
}

/** Opens the teller bar: above all windows where the browser can, as a small window otherwise. */
export async function openBar(): Promise<void> {
  const floating = pictureInPicture();
  if (floating) {
    try {
      await openFloating(floating);
      return;
    } catch {
      // The browser may refuse, for example in a frame; a plain small window does the same work.
    }
  }
  window.open(PATH, 'shouwen-bar', `popup,width=${WIDTH},height=${HEIGHT}`);
}
