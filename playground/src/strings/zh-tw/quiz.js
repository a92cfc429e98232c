import { RUN_KEY } from "../shared.js";

/** @type {typeof import("../en/quiz.js").quiz} */
export const quiz = {
  check: "對答案",
  checkHint: `執行程式並比對（${RUN_KEY}）`,
  answer: "你的答案",
  answerHint: "它會輸出什麼？",
  chooseFirst: "請先選擇一個答案。",
  right: "答對了：它輸出的正是這個。",
  wrong: (printed) => (printed === "" ? "這次不對：它什麼都沒有輸出。" : `這次不對。它輸出的是：${printed}`),
  noAnswer: "程式沒有執行到結束，所以無從比對。",
};
