import { writing } from "../shared.js";

export const { when, number, all, any, minutes } = writing("zh-TW");

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 1) return "不到 1 毫秒";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} 毫秒` : `${(milliseconds / 1000).toFixed(1)} 秒`;
}

/** @param {number} milliseconds */
function timeLeft(milliseconds) {
  const left = Math.floor(milliseconds / 60_000);
  if (left < 0) return "已過期";
  if (left < 60) return minutes(left);
  const hours = Math.floor(left / 60);
  if (hours < 48) return `${hours} 小時 ${left % 60} 分鐘後`;
  return `${Math.floor(hours / 24)} 天 ${hours % 24} 小時後`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} 位元組`;
  return bytes < 2 ** 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** @type {typeof import("../en/measures.js").measures} */
export const measures = {
  bytes: size,
  number,
  took: duration,
  milliseconds: (ms) => `${ms.toFixed(ms < 10 ? 3 : 1)} 毫秒`,
  when,
  timeLeft,
};
