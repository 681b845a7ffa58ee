const address = /[\s.](?:href|src|srcset|action|formaction|poster|data|xlink:href)\s*=\s*["']?[^"'>]*$/i;

/** What templates may not hold: things the strict policy blocks, and addresses that could be `javascript:`. */
const strict = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.name === 'css') {
        for (const node of quasi.quasis)
          if (/\d\.?rem\b/.test(node.value.raw))
            context.report({ node, message: 'rem is the page’s measure, not ours: use em or px.' });
        return;
      }
      if (tag.name !== 'html' && tag.name !== 'svg') return;
      quasi.quasis.forEach((node, at) => {
        const text = node.value.raw;
        if (/\sstyle\s*=/.test(text))
          context.report({ node, message: 'The strict policy blocks style attributes: use a class or .style.' });
        if (/<(style|script|iframe|object|embed|base)\b/i.test(text))
          context.report({ node, message: 'This element has no place in a template.' });
        if (/[\s.](innerHTML|outerHTML|srcdoc)\s*=/i.test(text))
          context.report({ node, message: 'Text from elsewhere must not become markup: bind it as text.' });
        if (at < quasi.expressions.length && address.test(text))
          context.report({
            node,
            message: 'An address from elsewhere may be javascript: set it in code that checks it.',
          });
      });
    },
  }),
};

/** The house rules for templates, as an ESLint plugin. */
export const templates = { rules: { strict } };
