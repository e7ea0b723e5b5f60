/**
 * Region codes of GB/T 2260: six digits, two each for province, city and county (prefecture, district).
 *
 * The list itself changes every year (places are merged and renamed, and records keep the codes of their time), so what is
 * checked is what the standard fixes for good: the 34 provinces and the structure below them. A code of a place that was
 * dissolved passes, and so does one that was never given out; a code of no province, a county without a city, and a number
 * outside the standard's ranges do not.
 *
 * - 3rd and 4th digit: 00 the province as a whole; 01–20 and 51–70 cities of prefecture rank (in a municipality 01 its
 *   districts, 02 its counties); 21–50 prefectures, autonomous prefectures and leagues; 90 counties directly under the
 *   province (in Hainan or Xinjiang).
 * - 5th and 6th digit: 00 the city as a whole; 01–20 districts (01 was once "the districts together"), 21–80 counties and
 *   banners, 81–99 cities of county rank. Under 90 there is no "whole".
 * - Taiwan, Hong Kong and Macao have the code of the whole alone.
 *
 * 99 is no province and never will be one of the standard's: 990000, 990100 and 990101 are reserved here for demonstrations
 * (示范省, 示范市, 示范县), so that invented records can never be taken for those of a real place.
 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
const WHOLE_ONLY = new Set(['71', '81', '82']);

export const DEMONSTRATION_REGIONS = ['990000', '990100', '990101'] as const;

export function isRegionCode(code: string): boolean {
  if (!/^\d{6}$/.test(code)) return false;
  if ((DEMONSTRATION_REGIONS as readonly string[]).includes(code)) return true;
  const [province, city, county] = [code.slice(0, 2), Number(code.slice(2, 4)), Number(code.slice(4))];
  if (!PROVINCES.has(province)) return false;
  if (city === 0) return county === 0;
  if (WHOLE_ONLY.has(province)) return false;
  if (city === 90) return county > 0;
  return city <= 70;
}
