import { fileURLToPath } from 'node:url';

/** slotsh's own lessons: beside the chunks of the program, as beside the sources. */
export const lessonsRoot = fileURLToPath(new URL('../lessons/', import.meta.url));
