/** What a picture or a font is in a component test. */
export default '/asset';
