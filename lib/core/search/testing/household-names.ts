/** Names as they lie in the folders of a family: the same few thousand each time. */
export function householdNames(): string[] {
  return [...new Set([...films(), ...songs(), ...papers(), ...recipes(), ...school(), ...photos(), ...cameras()])]
}

const FILMS = `Spider-Man: Homecoming|The Hobbit - An Unexpected Journey|Amélie|Das Boot|La vie en rose|The Grand Budapest Hotel|
Finding Nemo|Kung Fu Panda|Pippi Långstrump|Ronja Rövardotter|Der Räuber Hotzenplotz|My Neighbour Totoro|Paddington 2|
The Princess Bride|Raiders of the Lost Ark|Back to the Future|Singin' in the Rain|Some Like It Hot|Casablanca|
The Sound of Music|Mary Poppins|Ratatouille|Wall-E|Up|Inside Out|Coco|Encanto|Moana|Frozen|Zootopia|The Lion King|
Beauty and the Beast|Cinderella|Pinocchio|Bambi|Dumbo|Lady and the Tramp|One Hundred and One Dalmatians|Robin Hood|
The Jungle Book|The Aristocats|Shrek|How to Train Your Dragon|Madagascar|Ice Age|Minions|Chicken Run|Early Man|
A Close Shave|The Wrong Trousers|Gravity|Interstellar|Arrival|Inception|Blade Runner|Alien|Jurassic Park|Apollo 13|
October Sky|Billy Elliot|The Full Monty|Notting Hill|Love Actually|Bridget Jones|Sense and Sensibility|Emma|
Little Women|Pride and Prejudice|Crouching Tiger Hidden Dragon|Spirited Away|Princess Mononoke|Ponyo|Kikis Delivery Service|
The Shawshank Redemption|The Green Mile|Forrest Gump|Cast Away|Big|Splash|Groundhog Day|Ghostbusters|Tootsie|Rocky|
Mission Impossible|Skyfall|Casino Royale|Goldfinger|The Bourne Identity|Ocean's Eleven|The Italian Job|Heat|Speed|
Twelve Angry Men|To Kill a Mockingbird|Citizen Kane|Vertigo|Rear Window|Psycho|North by Northwest|The Birds|
Les Choristes|Intouchables|Le Petit Nicolas|Astérix et Cléopâtre|Cinema Paradiso|La vita è bella|Goodbye Lenin|
Lola rennt|Sophie Scholl|Good Will Hunting|Dead Poets Society|Stand by Me|E.T. the Extra-Terrestrial|Jaws|Hook`

const ARTISTS = `Beatles|Abba|Queen|Fleetwood Mac|Simon & Garfunkel|Édith Piaf|Miles Davis|Ella Fitzgerald|Björk|Sigur Rós|
Norah Jones|Paul Simon|Nina Simone|Johnny Cash|Dolly Parton|Stevie Wonder`
const TRACKS = `Yesterday|Here Comes the Sun|Dancing Queen|Bohemian Rhapsody|Landslide|The Boxer|Non, je ne regrette rien|
So What|Summertime|Jóga|Hoppípolla|Sunrise|Graceland|Feeling Good|Hurt|Jolene|Superstition|Isn't She Lovely|Waterloo|
Blackbird|Dreams|Cecilia|Milord|Blue in Green|Misty|Army of Me|Sæglópur|Don't Know Why|Sinnerman|Ring of Fire`

const COMPANIES = `Stadtwerke|Telekom|Vattenfall|Ikea|Allianz|Barmer|Sparkasse|Deutsche Bahn|Vodafone|Electrolux|
Bosch|Miele|Volkswagen|Toyota|Lufthansa|Airbnb|Decathlon|Zahnarzt Dr. Krüger|Physio Lindqvist|Hausverwaltung`
const PAPERS = `Invoice|Rechnung|Contract|Vertrag|Insurance|Versicherung|Warranty|Garantie|Tax return|Steuererklärung|
Bank statement|Kontoauszug|Payslip|Gehaltsabrechnung|Letter|Kündigung|Receipt|Quittung|Manual|Bedienungsanleitung`

const DISHES = `Apfelstrudel|Crème brûlée|Lasagne al forno|Coq au vin|Köttbullar|Smörgåstårta|Pavlova|Shakshuka|Goulash|
Ratatouille niçoise|Grandma's plum cake|Banana bread|Pad Thai|Chicken tikka masala|Pumpkin soup|Rhubarb crumble|
Sourdough starter|Christmas biscuits|Cinnamon rolls|Spaghetti carbonara|Risotto ai funghi|Paella valenciana|Tabbouleh|
Falafel|Hummus|Borscht|Pierogi|Kartoffelsalat|Käsespätzle|Tiramisù|Panna cotta|Lemon tart|Gingerbread house|Jerk chicken`

const SCHOOL = `Timetable|Maths homework|Geography poster volcanoes|Biology report photosynthesis|History essay Roman Empire|
French vocabulary|Class photo|Parents evening|School trip permission slip|Recorder lessons|Swimming certificate|
Science fair electricity|Book review Momo|Spelling test|Chemistry periodic table|Physics pendulum|Latin declensions`

const EVENTS = `Holiday beach|Brittany|Skiing Davos|Birthday Ada|Birthday Theo|Christmas Eve|Easter egg hunt|Wedding Mila and Jonas|
Grandma eighty|Garden party|Camping Lake Garda|Hiking Zugspitze|Zoo visit|First day of school|Summer festival|
Moving house|New kitchen|Puppy Balu|Carnival|Boat trip Archipelago|Aquarium|Halloween pumpkins|Snowman|Treehouse|
Sunset harbour|Cousins reunion|Bicycle tour Danube|Lisbon tram|Scotland Highlands|Venice gondola`
const DETAILS = `everybody at the table|sandcastle|the little dog|cake with candles|group photo|before the storm|last evening|
from above|with umbrellas|ice cream|by the fire|on the jetty|in the rain|morning fog|laughing|the long road|picnic|
fireworks|lighthouse|rowing boat`

const list = (text: string) => text.split('|').map((part) => part.trim())

function films(): string[] {
  return list(FILMS).flatMap((title, index) => [
    `${title} (${1950 + ((index * 7) % 74)}).${['mkv', 'mp4', 'avi'][index % 3]}`,
    ...(index % 2 === 0 ? [`${title}.srt`] : []),
  ])
}

function songs(): string[] {
  const artists = list(ARTISTS)
  return list(TRACKS).flatMap((track, index) =>
    [0, 5, 9].map((step) => {
      const number = String(((index + step) % 18) + 1).padStart(2, '0')
      return `${number} ${artists[(index + step) % artists.length]} - ${track}.${step === 0 ? 'flac' : 'mp3'}`
    }),
  )
}

function papers(): string[] {
  const kinds = list(PAPERS)
  return list(COMPANIES).flatMap((company, row) =>
    kinds.flatMap((kind, column) => {
      const year = 2012 + ((row * 3 + column * 5) % 13)
      const month = String(((row + column) % 12) + 1).padStart(2, '0')
      return [`${kind} ${company} ${year}-${month}.pdf`, `${year}_${kind}_${company}_scan.pdf`]
    }),
  )
}

const recipes = () => list(DISHES).flatMap((dish) => [`${dish}.md`, `Recipe ${dish} (page 2).jpg`])

function school(): string[] {
  return list(SCHOOL).flatMap((title, index) =>
    ['Ada', 'Theo', 'Linus'].map((child, which) => `${title} ${child} ${2016 + ((index + which * 3) % 9)}.docx`),
  )
}

function photos(): string[] {
  const details = list(DETAILS)
  return list(EVENTS).flatMap((event, row) =>
    details.map((detail, column) => `${event}, ${detail} ${2005 + ((row * 11 + column * 7) % 20)}.jpg`),
  )
}

function cameras(): string[] {
  return Array.from({ length: 1_200 }, (_, index) => {
    const day = `${2010 + (index % 15)}${String((index % 12) + 1).padStart(2, '0')}${String((index % 28) + 1).padStart(2, '0')}`
    if (index % 3 === 0) return `IMG_${String(1000 + index * 7).padStart(4, '0')}.JPG`
    if (index % 3 === 1) return `PXL_${day}_${String(100_000 + index * 661)}.jpg`
    return `WhatsApp Image ${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)} at ${index % 24}.${10 + (index % 50)}.jpeg`
  })
}
