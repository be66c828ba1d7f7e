/** The five sections of a report by their keys, as headings and wherever else they are named. */

export const sectionsEn = {
  domain: "Application domain",
  contribution: "Core contribution",
  usage: "Usage guide",
  innovations: "Main innovations",
  results: "Experimental results",
};

export const sectionsZh: typeof sectionsEn = {
  domain: "应用领域",
  contribution: "一句话核心贡献",
  usage: "使用指南",
  innovations: "主要创新点",
  results: "实验效果",
};

/** The names of sections, by a table of them. */
export const named = (table: typeof sectionsEn, keys: readonly string[]): string[] =>
  keys.map((key) => (table as Record<string, string>)[key] ?? key);
