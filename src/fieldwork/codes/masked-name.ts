/** Family names of two characters that are still borne. */
const DOUBLE = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 ' +
    '司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 ' +
    '梁丘 左丘 东门 西门 第五'
  ).split(' '),
);

/**
 * The family name, for a page that everyone may open: with the number of the certificate it is enough to know whoever stands
 * at the door by, and not enough to look him up. `欧阳某某`, `王某`.
 */
export function surnameOnly(name: string): string {
  const letters = [...name.trim()];
  if (letters.length === 0) return '';
  const first = letters.length > 2 && DOUBLE.has(letters.slice(0, 2).join('')) ? 2 : 1;
  if (!/\p{Script=Han}/u.test(letters[0] ?? '')) return `${letters[0] ?? ''}.`;
  return letters.slice(0, first).join('') + '某'.repeat(Math.min(2, Math.max(1, letters.length - first)));
}
