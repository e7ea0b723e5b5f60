import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * Noto Serif SC (OFL-1.1) comes with the product: 30 000 characters, those of GB 18030 that are in use and all of 通用规范汉字表.
 * A PDF takes along the shapes that it shows. For a character that the font does not have it would show nothing.
 */

const FOLDER = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'));

export const FONT_FILES = {
  normal: join(FOLDER, '400Regular/NotoSerifSC_400Regular.ttf'),
  bold: join(FOLDER, '700Bold/NotoSerifSC_700Bold.ttf'),
} as const;

let font: Font | undefined;

/** A character that there is no shape for, and whoever sees it knows that there was one, and which. */
export function withShapes(said: string): string {
  font ??= create(readFileSync(FONT_FILES.normal)) as Font;
  let told = '';
  for (const sign of said) {
    const point = sign.codePointAt(0) ?? 0;
    told += point === 0x0a || font.hasGlyphForCodePoint(point) ? sign : substitute(point);
  }
  return told;
}

const substitute = (point: number): string => `〓（U+${point.toString(16).toUpperCase().padStart(4, '0')}）`;
