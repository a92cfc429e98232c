/** The page of one program that its address names: a plain one inside of another page, else the whole playground. */

const element = document.createElement("wardian-playground");
element.setAttribute("linked", "");
element.setAttribute("tall", "");
if (window.top !== window) element.setAttribute("embedded", "");
document.body.append(element);
import("../playground.js");
