import ts from 'typescript';

const textFlags = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike;
const nothingFlags = ts.TypeFlags.BooleanLike | ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void;

/** What an expression may become: the branches of its conditions. */
function outcomesOf(expression) {
  switch (expression.type) {
    case 'ConditionalExpression':
      return [...outcomesOf(expression.consequent), ...outcomesOf(expression.alternate)];
    case 'LogicalExpression':
      return expression.operator === '&&'
        ? outcomesOf(expression.right)
        : [...outcomesOf(expression.left), ...outcomesOf(expression.right)];
    default:
      return [expression];
  }
}

const isBlank = (value) => String(value).trim() === '';

/** White space and comments: translators leave them alone. */
function isBlankChild(child) {
  if (child.type === 'JSXText') return isBlank(child.value);
  if (child.type !== 'JSXExpressionContainer') return false;
  const { expression } = child;
  return expression.type === 'JSXEmptyExpression' || (expression.type === 'Literal' && isBlank(expression.value));
}

/**
 * A browser that translates a page puts other nodes in the place of its text nodes. React then changes text that nobody
 * sees, and has lost the place of what it puts beside it. A text that is alone in its element is written anew instead.
 */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'Text that changes, or stands beside what changes, is alone in its element' },
    messages: {
      changes: 'Put text that may change into an element of its own, or all of the text into one template literal.',
      beside: 'Put text beside what may change into an element of its own.',
    },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;

    const isText = (expression) => {
      const type = sourceCode.parserServices.getTypeAtLocation(expression);
      const types = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & nothingFlags));
      return types.length > 0 && types.every(({ flags }) => flags & textFlags);
    };
    /** `<Icon />` of a variable: another icon is another element. */
    const isChosenComponent = ({ openingElement: { name } }) => {
      if (name.type !== 'JSXIdentifier' || !/^[A-Z]/.test(name.name)) return false;
      let scope = sourceCode.getScope(name);
      while (scope && !scope.set.has(name.name)) scope = scope.upper;
      return scope !== null && scope.type !== 'module';
    };
    const mayChange = (child) =>
      child.type === 'JSXExpressionContainer'
        ? child.expression.type !== 'Literal'
        : child.type === 'JSXElement' && isChosenComponent(child);

    const check = ({ children }) => {
      const shown = children.filter((child) => !isBlankChild(child));
      if (shown.length < 2) return;
      const beside = shown.some(mayChange);
      for (const child of shown) {
        if (child.type === 'JSXText' || child.expression?.type === 'Literal') {
          if (beside) context.report({ node: child, messageId: 'beside' });
        } else if (child.type === 'JSXExpressionContainer' && outcomesOf(child.expression).some(isText)) {
          context.report({ node: child, messageId: 'changes' });
        }
      }
    };
    return { JSXElement: check, JSXFragment: check };
  },
};
