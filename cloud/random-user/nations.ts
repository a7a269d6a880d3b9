/** The data for generating people of one country: common names and places, of no real person. */
export interface Nation {
  readonly country: string;
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly families: readonly string[];
  readonly streets: readonly string[];
  /** City, state, latitude, longitude, offset from UTC. */
  readonly places: readonly (readonly [
    city: string,
    state: string,
    latitude: number,
    longitude: number,
    offset: string,
  ])[];
  /** `#` stands for a digit. */
  readonly postcode: string;
  readonly phone: string;
  readonly id: { readonly name: string; readonly value: string };
}

const splitWords = (text: string): readonly string[] => text.split(" ");

/** By the two letters of the API's `nat`. */
export const nations: Readonly<Record<string, Nation>> = {
  AU: {
    country: "Australia",
    women: splitWords("Charlotte Olivia Amelia Isla Mia Ava Grace Ruby Matilda Zoe"),
    men: splitWords("Oliver Noah Leo William Henry Jack Lucas Cooper Archie Lachlan"),
    families: splitWords("Nguyen Wilson Kelly Ryan Walker White Harris Martin Campbell Singh"),
    streets: splitWords("Railway Station George Beach Albert Wattle"),
    places: [
      ["Sydney", "New South Wales", -33.87, 151.21, "+10:00"],
      ["Perth", "Western Australia", -31.95, 115.86, "+8:00"],
      ["Hobart", "Tasmania", -42.88, 147.33, "+10:00"],
    ],
    postcode: "2###",
    phone: "0#-####-####",
    id: { name: "TFN", value: "#########" },
  },
  BR: {
    country: "Brazil",
    women: splitWords("Maria Ana Helena Alice Laura Sofia Julia Beatriz Clara Luiza"),
    men: splitWords("Miguel Arthur Heitor Pedro Davi Gabriel Rafael Lucas Bruno Caio"),
    families: splitWords("Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Gomes Ribeiro"),
    streets: splitWords("Flores Central Brasil Palmeiras Primavera Bahia"),
    places: [
      ["Recife", "Pernambuco", -8.05, -34.88, "-3:00"],
      ["Curitiba", "Paraná", -25.43, -49.27, "-3:00"],
      ["Manaus", "Amazonas", -3.12, -60.02, "-4:00"],
    ],
    postcode: "#####-###",
    phone: "(##) ####-####",
    id: { name: "CPF", value: "###.###.###-##" },
  },
  CA: {
    country: "Canada",
    women: splitWords("Emma Olivia Chloé Alice Sophie Léa Hannah Zoe Maya Nora"),
    men: splitWords("Liam Noah William Thomas Jacob Nathan Logan Félix Ethan Samuel"),
    families: splitWords("Tremblay Roy Gagnon Smith Brown Côté MacDonald Wong Singh Martin"),
    streets: splitWords("King Queen Maple Victoria Lakeshore Church"),
    places: [
      ["Halifax", "Nova Scotia", 44.65, -63.58, "-4:00"],
      ["Winnipeg", "Manitoba", 49.9, -97.14, "-6:00"],
      ["Victoria", "British Columbia", 48.43, -123.37, "-8:00"],
    ],
    postcode: "K#A #B#",
    phone: "###-###-####",
    id: { name: "SIN", value: "### ### ###" },
  },
  DE: {
    country: "Germany",
    women: splitWords("Emma Mia Hannah Sofia Lina Marie Clara Frieda Greta Paula"),
    men: splitWords("Noah Leon Paul Finn Elias Jonas Felix Anton Moritz Emil"),
    families: splitWords("Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Koch Richter"),
    streets: splitWords("Hauptstraße Bahnhofstraße Gartenweg Schulstraße Lindenallee Bergstraße"),
    places: [
      ["Leipzig", "Sachsen", 51.34, 12.37, "+1:00"],
      ["Kiel", "Schleswig-Holstein", 54.32, 10.14, "+1:00"],
      ["Ulm", "Baden-Württemberg", 48.4, 9.99, "+1:00"],
    ],
    postcode: "#####",
    phone: "0###-#######",
    id: { name: "SVNR", value: "## ###### A ###" },
  },
  ES: {
    country: "Spain",
    women: splitWords("Lucía Sofía Martina María Julia Paula Valeria Alba Carmen Irene"),
    men: splitWords("Hugo Mateo Martín Lucas Leo Daniel Álvaro Pablo Diego Javier"),
    families: splitWords("García Fernández González López Martínez Sánchez Pérez Gómez Díaz Moreno"),
    streets: splitWords("Mayor Real Nueva Sol Castilla Prado"),
    places: [
      ["Sevilla", "Andalucía", 37.39, -5.98, "+1:00"],
      ["Bilbao", "País Vasco", 43.26, -2.93, "+1:00"],
      ["Vigo", "Galicia", 42.24, -8.72, "+1:00"],
    ],
    postcode: "#####",
    phone: "9##-###-###",
    id: { name: "DNI", value: "########-K" },
  },
  FR: {
    country: "France",
    women: splitWords("Louise Jade Alice Chloé Inès Manon Camille Léa Juliette Rose"),
    men: splitWords("Gabriel Louis Raphaël Jules Adam Hugo Arthur Nathan Théo Antoine"),
    families: splitWords("Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau"),
    streets: splitWords("Pasteur République Gambetta Voltaire Moulin Jardins"),
    places: [
      ["Nantes", "Loire-Atlantique", 47.22, -1.55, "+1:00"],
      ["Dijon", "Côte-d'Or", 47.32, 5.04, "+1:00"],
      ["Nîmes", "Gard", 43.84, 4.36, "+1:00"],
    ],
    postcode: "#####",
    phone: "0#-##-##-##-##",
    id: { name: "INSEE", value: "########### ##" },
  },
  GB: {
    country: "United Kingdom",
    women: splitWords("Olivia Amelia Isla Freya Ivy Florence Evie Poppy Harriet Alice"),
    men: splitWords("George Arthur Oscar Theo Harry Alfie Freddie Henry Callum Rhys"),
    families: splitWords("Smith Jones Taylor Evans Hughes Walker Wright Clarke Murphy Patel"),
    streets: splitWords("High Church Mill Victoria Park Green"),
    places: [
      ["Leeds", "West Yorkshire", 53.8, -1.55, "+0:00"],
      ["Cardiff", "South Glamorgan", 51.48, -3.18, "+0:00"],
      ["Dundee", "Tayside", 56.46, -2.97, "+0:00"],
    ],
    postcode: "L## #QX",
    phone: "01### ######",
    id: { name: "NINO", value: "QQ ## ## ## C" },
  },
  US: {
    country: "United States",
    women: splitWords("Emma Olivia Ava Sophia Isabella Mia Evelyn Harper Luna Hazel"),
    men: splitWords("Liam Noah James Elijah Benjamin Mason Logan Ethan Jackson Owen"),
    families: splitWords("Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson"),
    streets: splitWords("Maple Oak Cedar Washington Lake Hill"),
    places: [
      ["Billings", "Montana", 45.78, -108.5, "-7:00"],
      ["Austin", "Texas", 30.27, -97.74, "-6:00"],
      ["Albany", "New York", 42.65, -73.76, "-5:00"],
    ],
    postcode: "#####",
    phone: "(###) ###-####",
    id: { name: "SSN", value: "###-##-####" },
  },
};
