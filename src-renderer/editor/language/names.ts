/** JSON, or any other text, with placeholders and conditionals in it. */
export const TEMPLATE_LANGUAGE = 'hookwright-json';

/** The command that a completion runs once it is inserted. */
export const LEAD_ON = 'hookwright.leadOn';
