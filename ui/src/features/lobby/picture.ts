/** The largest photo that the server takes, in bytes. */
export const LARGEST = 2 * 1024 * 1024;

/** The longest side of a photo that is sent, in pixels: enough to read a sign. */
const LONGEST_SIDE = 1_600;

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** Why a file cannot be sent as a photo. */
export type Unfit = 'wrong' | 'large';

/** Draws a photo anew, smaller and without what the camera wrote into it, such as the place; null when it cannot. */
async function redraw(file: Blob): Promise<Blob | null> {
  if (typeof createImageBitmap !== 'function') return null;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
  } catch {
    return null;
  }
}

/** Makes a photo ready to be sent, or says why it cannot be. */
export async function readyToSend(file: Blob): Promise<Blob | Unfit> {
  if (!TYPES.includes(file.type)) return 'wrong';
  const photo = (await redraw(file)) ?? file;
  return photo.size > LARGEST ? 'large' : photo;
}
