"""Names and words that stand in for those of the gold notes. Every name is made up, none is a gold child's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def _parted(words: str) -> tuple[str, ...]:
    return tuple(words.split())


GIRLS = _parted(
    "Abigail Ada Adele Agatha Alba Alicia Alina Alma Amal Amara Anais Anastasia Anya Arabella Ariana Astrid Athena "
    "Azra Beatriz Belinda Bella Betsy Bianca Blythe Bonnie Brianna Cara Carmen Cassia Cecily Celeste Cerys Chanel "
    "Cheyenne Ciara Clara Connie Coral Cordelia Corinne Dalia Daphne Darcey Diya Dolly Elena Elsa Elspeth Erin "
    "Estelle Etta Fearne Felicity Fleur Flora Gabriella Georgia Gia Gwendolyn Hazel Heidi Honor India Inaya Iona "
    "Josephine Juliet Juno Kalina Kara Khloe Kiera Lacie Lana Larissa Lila Linnea Liora Livia Lorelei Louisa Luna "
    "Lydia Lyra Mae Maeve Maia Malia Mara Margot Martha Matilda Mira Miriam Myla Naomi Nina Noelle Nola Octavia "
    "Odette Olive Ophelia Oriana Pearl Penelope Perdita Philippa Pippa Polly Rania Raya Rhea Rida Roma Salma Sofia "
    "Stella Suri Talia Tansy Tessa Una Vada Vienna Violet Willa Winnie Yara Yasmina Ysella Zadie Zaria Zelda Zoya"
)
BOYS = _parted(
    "Abdul Adam Adeel Ajay Alban Alec Alfred Amos Andre Angus Ansel Anton Archie Arran Arthur Aubrey Axel Basil "
    "Bastian Benedict Benjamin Blake Brody Bruno Byron Caden Carter Cassian Cedric Chester Christian Cian Clement "
    "Clyde Cohen Conrad Crispin Cyrus Dale Damon Dante Darius Dashiell Davin Douglas Eamon Eason Eddie Edison Edmund "
    "Edwin Eli Elliot Elton Enzo Eric Ethan Evan Felix Ferdinand Finlay Flynn Fox Francis Gareth Gene George Giles "
    "Gregor Guy Hadley Harris Heath Henrik Herbie Hudson Humphrey Iestyn Iggy Ike Ivan Ivor Jai Jared Jasper Jax "
    "Jesse Jim Joachim Jonah Jules Kane Karim Keegan Kellan Kenzo Kingsley Kip Lance Laurie Lawson Leif Lester Linus "
    "Louie Luis Luther Magnus Marvin Max Miles Mitchell Monty Moses Murray Nate Ned Niall Nico Nile Obi Odin Olaf "
    "Orion Orson Otto Pascal Percy Perry Piers Quentin Quinn Ralph Rami Rasmus Raphael Reef Reid Remy Rex Ridley "
    "Ronan Rufus Rupert Sacha Saul Sebastian Seth Silas Spencer Sullivan Tane Tate Taylor Tiago Tobin Torin Travis "
    "Tristan Tyrone Ulric Vaughn Victor Vincent Wade Wallace Warren Wesley Winston Xander Yannick Yanis York Zakir "
    "Ziggy"
)
WOMEN = _parted(
    "Adaeze Adriana Alison Amanda Anita Anneliese Asha Audrey Barbara Bernice Bev Brenda Carly Carol Cathy Cheryl "
    "Christa Claudia Colleen Corrine Danuta Dawn Deborah Deirdre Delia Dora Dympna Eileen Elaine Elizabeta Emma Farah "
    "Fay Frances Gail Georgette Gillian Gita Glenda Hayley Helena Hilda Ilse Ingrid Iris Janice Janine Jasvinder "
    "Jenna Jocelyn Joyce Judith Karen Kavita Kerstin Kim Kirsten Laura Leanne Lesley Linda Loretta Lynne Magda "
    "Marcela Maria Maureen Melanie Michelle Moira Monika Nadine Nerys Nicola Nisha Noreen Olga Paula Pauline Rachael "
    "Ranjit Rebecca Rhoda Rita Roxanne Sabrina Sally Sandra Sangita Selina Sharon Shirley Sonia Stacey Suzanne Tamara "
    "Teresa Tracy Trudy Valerie Veronica Wanda Wendy Winifred Yolanda Yvette"
)
MEN = _parted(
    "Alan Alasdair Andrzej Anthony Ashok Austin Barry Bernard Bogdan Brendan Carl Cecil Christos Clive Colin Craig "
    "Damian Daniel Darren Dawid Dean Derek Dieter Donald Duncan Edgar Errol Eugene Farhad Frederick Gary Gavin Gerald "
    "Glen Gordon Graham Grzegorz Harjit Hassan Howard Ivan Jason Jeremy Joao Joel Jozef Julian Keith Kenneth Kevin "
    "Laurence Lech Leroy Lionel Malcolm Manuel Martin Melvin Mick Mohan Neil Nigel Norman Olu Oswald Pavel Perry Phil "
    "Piotr Rashid Raymond Reginald Ricardo Roger Roland Ross Roy Russell Scott Sergio Simon Stephen Stuart Terence "
    "Tim Trevor Vernon Vikram Wayne"
)
SURNAME_STARTS = _parted(
    "Alder Ash Barn Beck Birch Black Bram Brook Cald Carn Chad Clay Cold Cran Crow Dal Den Dun East Eld Fair Farn Fen "
    "Fox Gar Gil Green Hal Har Hath Haw Heb Hol Hurst Kel Kil Kirk Lang Lin Lock Mal Marl Mel Mill Nor Oak Old Or Pen "
    "Pick Rad Raven Red Rock Row Sal Shel Sher Stan Sut Thorn Tre Wal War West Whit Win Wood Wy"
)
SURNAME_ENDS = _parted(
    "acre beck bourne bridge brook burn bury by cote croft dale den don field ford gate ham hart hill holme hurst "
    "ington land leigh ley low man mere more ridge shaw side stead stone thorpe ton wall well wick wood worth"
)
OTHER_SURNAMES = _parted(
    "Abara Adomako Afzal Ahluwalia Akintola Bajwa Banerjee Baran Bashir Castellan Cheung Choi Costa Dabrowski Dang "
    "Darko Diallo Dogan Fashola Ferreira Ghosh Gomes Haddad Hosseini Ionescu Jankowski Kaur Kazemi Kiplagat Kovacs "
    "Lewandowska Lungu Makinde Mensa Mirza Mukherjee Nagy Ndiaye Novak Nowicki Obafemi Odhiambo Okoye Oyelade "
    "Parekh Petrov Popescu Qazi Rahimov Ramos Sadiq Santos Sesay Shrestha Silva Tekle Tran Uddin Vasile Wang "
    "Wojcik Yilmaz"
)
PLACES = _parted(
    "Alderbrook Ashmead Beechcroft Birchfield Bramblewood Brierley Broadmead Canal Castlegate Cedar Chestnut Cornmill "
    "Cragside Dovecote Elmhurst Fairfield Fernlea Garden Glebe Grange Greenbank Harbour Hawthorn Hazelmere Heron "
    "Highfield Hillside Hollybush Kingsway Laburnum Lakeside Larkspur Laurel Limetree Longmeadow Magnolia "
    "Maplewood Marina Marsh Meadowside Millfield Moorland Nightingale Oakdale Orchard Park Pinewood Poplar Priory "
    "Queensway Riverside Rookery Sandpiper Southgate Spinney Springfield Station Sycamore Thornhill Underhill "
    "Valley Viaduct Walnut Waterside Westbrook Willowbank Windmill Woodlands Yew"
)

KINDS_OF_THING: Mapping[str, Sequence[str]] = {
    "colour": _parted("red blue green yellow purple orange pink grey white black brown silver gold navy turquoise"),
    "food": _parted(
        "pizza pasta chips toast cereal porridge sausages crisps biscuits noodles rice soup beans stew sandwiches "
        "bananas apples grapes satsumas pancakes cheese yoghurt jelly cake bread chicken curry nuggets waffles eggs"
    ),
    "drink": _parted("tea coffee squash milk juice water cola lemonade"),
    "animal": _parted(
        "dog cat rabbit hamster goldfish budgie tortoise pony kitten puppy gerbil parrot snake lizard duck"
    ),
    "sport": _parted("football netball swimming boxing rugby cricket basketball gymnastics karate judo tennis hockey"),
    "game": _parted("Lego Minecraft Uno Monopoly Jenga Scrabble Duplo Roblox Fortnite FIFA Snap Cluedo Twister"),
    "subject": _parted("maths science history geography art drama music computing cookery"),
    "room": _parted("kitchen lounge bedroom bathroom hall hallway landing garden porch conservatory"),
    "clothes": _parted("coat jumper hoodie shirt jacket cardigan blazer fleece tracksuit dress scarf hat"),
    "toy": _parted("doll car train lorry dinosaur teddy robot puzzle jigsaw kite ball scooter drum yo-yo boat tractor"),
    "furniture": _parted("sofa settee chair armchair table stool bench beanbag rug carpet"),
    "bag": _parted("bag box rucksack suitcase holdall basket"),
    "shop": _parted("Tesco Asda Aldi Lidl Spar Morrisons Iceland Greggs Sainsbury's Waitrose"),
    "transport": _parted("bus taxi train minibus tram coach"),
    "weather": _parted("rain snow wind sunshine fog drizzle sleet"),
    "feeling": _parted("happy sad angry worried tired scared upset nervous excited cross proud lonely"),
    "paper": _parted("letter form report leaflet card certificate email"),
    "part_of_body": _parted("arm leg elbow knee wrist shoulder ankle shin chin cheek"),
    "pet_noise": _parted("laughed smiled giggled nodded shrugged grinned frowned"),
    "walk": _parted("walked ran wandered strolled hurried crept"),
    "city": _parted(
        "Leeds Hull Bradford Leicester Luton Croydon Bolton Derby Stockport Rotherham Wigan Doncaster Slough Dover"
    ),
    "time_of_day": _parted("morning afternoon evening"),
    "season": _parted("spring autumn winter"),
    "shelf": _parted("shelf windowsill worktop mantelpiece fridge wall door"),
    "craft": _parted("drawing painting picture poster model collage map comic"),
}
"""Words of a kind: one may stand for another, and the sentence still says something."""

SAME: Sequence[Sequence[str]] = (
    ("said", "explained", "says"),
    ("asked", "wanted to know"),
    ("because", "as", "since"),
    ("but", "though", "although"),
    ("about", "around", "roughly"),
    ("often", "regularly", "frequently"),
    ("usually", "mostly", "normally"),
    ("sometimes", "at times", "now and then"),
    ("house", "home", "flat"),
    ("big", "large", "huge"),
    ("small", "little", "tiny"),
    ("started", "began"),
    ("after", "following"),
    ("before", "ahead of"),
    ("showed", "let me see"),
    ("quickly", "fast"),
    ("visited", "called on", "went to see", "saw"),
    ("rang", "phoned", "telephoned", "called"),
    ("think", "believe"),
    ("wants", "would like"),
    ("very", "really", "quite"),
    ("happened", "took place"),
    ("seen", "noticed"),
    ("agreed", "accepted"),
    ("children", "kids"),
    ("school", "class"),
    ("meeting", "session"),
    ("support", "help"),
    ("worried", "anxious", "concerned"),
    ("talked", "spoke", "chatted"),
    ("looked", "glanced"),
    ("brought", "carried in"),
    ("put", "placed", "set"),
    ("made", "built", "put together"),
    ("found", "came across"),
    ("kept", "held on to"),
    ("tidy", "neat"),
    ("again", "once more"),
    ("always", "every time"),
    ("whole", "entire"),
    ("nearly", "almost"),
    ("only", "just"),
    ("shall", "will"),
    ("weekly", "every week"),
    ("remains", "is still"),
    ("clear", "plain", "evident"),
    ("safe", "secure"),
    ("risk", "danger"),
    ("next", "following"),
    ("last", "previous"),
)
ADDED = ("again", "today", "now", "still", "also", "really", "already", "at home", "this week", "as before", "too")
OPENINGS = (
    *("On {day} ", "At {time} ", "By {time} ", "Since {day} ", "Earlier that day ", "This time ", "Later on "),
    *("After school on {day} ", "As on {day}, ", "When I rang on {day}, ", "Shortly after {time} "),
    *("Towards the end, at {time}, ", "In the week of {day} "),
)
ENDINGS = (
    *(" on {day}", " at {time}", " when we met on {day}", " for the {order} time", " this week", " since {day}"),
    *(" for some {number} minutes", " for {number} days", " as on {day}", " until {time}", " as of {day}"),
    " between {time} and the end",
)
DEADLINES = (
    *(" by {day}", " before {day}", " on {day}", " in the week of {day}", " within {number} days"),
    " at {time} on {day}",
)
