/** JSON, or any other text, with placeholders and conditionals in it. */
export const TEMPLATE_LANGUAGE = 'hookwright-json';
