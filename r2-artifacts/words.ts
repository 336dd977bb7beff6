// The words by which people and editors name seats, rows, sectors and what is none of them, in the languages of houses
// that draw. Lower case; accents as they are written and without them.
import { words } from "./allowed.ts";

export const SEAT_WORDS = words(`
  seat chair sitz sitzplatz platz stuhl siege siège fauteuil place asiento butaca posto poltrona poltroncina stoel
  zitplaats plads stol miejsce место местo місце кресло sedadlo sedadla lugar assento koltuk mesto sete sits stool stools barstool hocker
  tabouret 席 番 座 号 號 석 번 좌석
`);

/** A group of them is not one of them. */
export const SEATS_WORDS = words(`
  seats chairs sitze sitzplätze plätze stühle sieges sièges fauteuils places asientos butacas posti poltrone stoelen
  miejsca места місця кресла lugares assentos koltuklar seating seatmap
  座席 客席 座位 좌석도
`);

export const ROW_WORDS = words(`
  row reihe rij fila rangee rangée ряд rad række raekke rzad rząd linha sira sıra rada řada rivi sor ред 列 排 열 행
`);

/** Chairs round one are a row of its name, with the word: Table 7. */
export const TABLE_WORDS = words("table tisch mesa tavolo tafel stół стол стіл bord");

/** A German tier and a French row. */
export const ROW_OR_SECTOR_WORDS = words("rang");

/** Of no meaning without what follows: the sector is A, not Sector A. */
export const SECTOR_WORDS = words(`
  sector section block zone area sektor sektion bereich secteur bloc zona seccion sección settore blocco vak сектор
  секция блок зона стенд sekce bölüm blok sec 区 區 区域 ブロック 구역
`);

/** Names in themselves: Balcony, Balcony Left, Box 5. */
export const HOUSE_WORDS = words(`
  balcony stalls parterre orchestra mezzanine gallery box loge lodge tier level floor stand tribune terrace circle pit
  grandstand bleachers upper lower dress royal boxes loges logen balkon parkett galerie empore loge hochparkett mittelloge
  balcon corbeille gradin gradins tribüne tribuna platea palco palcos anfiteatro anfiteatr amphitheatre amphitheater
  galleria galería loggia grada gradas балкон балкона партер ложа ложи амфитеатр бельэтаж трибуна ярус галерея
  галёрка вип vip premium podium wing rang etage stage-left
`);

/** What is drawn beside seats. */
export const ASIDE_WORDS = words(`
  stage screen bühne buhne leinwand scene scène ecran écran escenario pantalla palcoscenico schermo podio toneel scena
  сцена экран сцени 舞台 ステージ 무대 legend legende légende leyenda legenda легенда label labels text texts background bg backdrop
  decoration decor deco ornament aisle aisles gang stairs stair steps exit exits entrance door doors wall walls
  outline outlines wc toilet toilets restroom bar buffet icon icons pillar pillars column columns guide guides grid
  dancefloor foh mixer desk arrow arrows compass logo title titles annotation annotations note notes watermark frame
  border проход выход вход фон надписи подписи стена numbers numbering names caption captions hint shadow shadows
  furniture piano catwalk field pitch court ice rink standing stehplatz swatch swatches sample samples example
`);

/** With one of these it is beside the seats whatever else it is called: a legend shows seats that nobody can have. */
export const FIRM_ASIDE_WORDS = words(`
  legend legende légende leyenda legenda легенда sample samples example swatch swatches
`);

/** What a seat's, row's or sector's name is followed by when only a piece of it is meant. */
export const PART_WORDS = words(`
  label labels text texts number numbers numbering name names outline background bg title border hit hitbox hitarea
  shadow icon back backrest arm line shape body base circle rect fill caption надпись номер
`);

export const ACCESSIBLE_WORDS = words(`
  wheelchair wheelchairs accessible accessibility acc handicap handicapped ada disabled disability rollstuhl
  rollstuhlplatz fauteuil-roulant pmr mobilité silla minusválidos disabili carrozzina инвалид инвалидов инвалидное
  маломобильных мгн rolstoel kørestol wózek barrierefrei
`);

/** Layers and wrappers that say nothing of what is in them. */
export const WRAPPER_WORDS = words(`
  all map plan seatmap seating venue hall layer layers main root content contents group groups container wrapper
  viewport scheme schema drawing artboard page sheet canvas saal salle sala зал схема план слой места rows sectors
  sections reihen blocks zones blöcke ряды секторы theatre theater cinema arena stadium auditorium house chart
  shapes objects elements items everything base export
`);

/** Names that editors give by themselves, with numbers that count elements and not seats. */
export const AUTOMATIC_NAME =
  /^(?:path|rect|rectangle|circle|ellipse|oval|g|group|use|polygon|polyline|line|text|tspan|textpath|svg|layer|vector|union|subtract|frame|shape|object|star|clip|clip ?path|mask|image|defs|symbol|compound ?path|artboard|page|component|instance|slice|combined shape|fill|stroke|bounds|id|svgid|xmlid|namedview|flowroot|flowpara|ebene|calque|capa|livello|слой|контур|прямоугольник|эллипс|группа|фигура|кривая|ellipse copy|element|el|node|item|figure|elipse|rechteck|kreis|gruppe|pfad|groupe|rectángulo|cls|st|fil|str|path copy|figure|axes|subplot|patch|line2d|(?:path|line|poly) ?collection|[xy]tick|matplotlib\.axis)(?:[-_ .]*\d+)*_?$/iu;
