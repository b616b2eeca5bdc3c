import { expect, it } from '@jest/globals';
import { languageOf } from './language.js';

it.each([
  ['Der Zug fährt um acht', undefined],
  ['Việt Nam, Łódź, “Reykjavík” — 20 °C …', undefined],
  ['', undefined],
  ['⛰️ 🚂 42', undefined],
  ['雪の中のストーブ列車', 'ja'],
  ['津軽線', 'zh'],
  ['夜火车去北京', 'zh'],
  ['제주도에서 보낸 하루', 'ko'],
  ['الطريق إلى وادي رم', 'ar'],
  ['قطار شبانه به گرگان', 'fa'],
  ['لاہور سے کراچی تک، بڑے سفر', 'ur'],
  ['הרכבת הלילית לחיפה', 'he'],
  ['Ночной поезд в Зугдиди', 'ru'],
  ['Нічний потяг до Києва', 'uk'],
  ['Ноћни воз за Нови Сад', 'sr'],
  ['Начны цягнік, які ўсё чакаў', 'be'],
  ['Το νυχτερινό τρένο', 'el'],
  ['हिमालय की ओर', 'hi'],
  ['รถไฟกลางคืน', 'th'],
  ['ღამის მატარებელი', 'ka'],
  ['Գիշերային գնացք', 'hy'],
  ['இரவு ரயில்', 'ta'],
  ['A night in 温泉, by the river', undefined],
  ['温泉旅館の夜 (onsen)', 'ja'],
])('the script of “%s” tells %s', (text, language) => {
  expect(languageOf(text)).toBe(language);
});
