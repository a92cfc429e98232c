declare module "*.css" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
declare module "*.svg" {
  const text: string;
  export default text;
}
declare module "*.c" {
  const text: string;
  export default text;
}
declare module "*.h" {
  const text: string;
  export default text;
}
declare module "*.rs" {
  const text: string;
  export default text;
}
declare module "*.wat" {
  const text: string;
  export default text;
  export const bytes: Uint8Array<ArrayBuffer>;
}
declare module "pyodide/pyodide.asm.mjs" {
  type Memory = { HEAP32: Int32Array; __PyRuntime: number; __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number };
  const createPyodideModule: (settings: any) => Promise<any> & Promise<Memory>;
  export default createPyodideModule;
}
