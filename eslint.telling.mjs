/**
 * What code in a browser may say in the console: sentences, numbers and the names of errors. Other scripts of the page
 * hear the console too, and send what they hear to services of their own.
 */
const SECRETS =
  "/^(pin|digits|.*(token|secret|proof|password|authorization|redemptionKey|matchCode|displayName)s?|.*(body|headers|jwk|sdp|candidate))$/i";

export const TELLING = [
  "error",
  {
    selector:
      "CallExpression[callee.object.name='console'] > :matches(Identifier, ThisExpression, MemberExpression).arguments",
    message: "A whole value may hold a token: say a sentence, of an error its errorName alone.",
  },
  {
    selector: `CallExpression[callee.object.name='console'] :matches(Identifier, PrivateIdentifier)[name=${SECRETS}]`,
    message: "Secrets and persons are no matter for the console.",
  },
  {
    selector: "CallExpression[callee.object.name='console'] :matches(ObjectExpression, SpreadElement)",
    message: "A whole value may hold a token: say a sentence, of an error its errorName alone.",
  },
  {
    selector: "CallExpression[callee.object.name='console'] CallExpression[callee.object.name='JSON']",
    message: "A whole value may hold a token: say a sentence, of an error its errorName alone.",
  },
  {
    selector:
      "CallExpression[callee.object.name='console'] CallExpression[callee.name='String'] > Identifier.arguments",
    message: "An error's text may hold what was sent: say its errorName alone.",
  },
  {
    selector:
      "CallExpression[callee.object.name='console'] :matches(TemplateLiteral, BinaryExpression) > Identifier[name=/^(e|err|error|failure|reason|cause|thrown)$/]",
    message: "An error's text may hold what was sent: say its errorName alone.",
  },
];
