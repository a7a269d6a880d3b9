/** The data from which people of one country are generated: common names and places, of no real person. */
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

const words = (text: string): readonly string[] => text.split(" ");

/** By the two letters of the API's `nat`. */
export const nations: Readonly<Record<string, Nation>> = {
  AU: {
    country: "Australia",
    women: words("Charlotte Olivia Amelia Isla Mia Ava Grace Ruby Matilda Zoe"),
    men: words("Oliver Noah Leo William Henry Jack Lucas Cooper Archie Lachlan"),
    families: words("Nguyen Wilson Kelly Ryan Walker White Harris Martin Campbell Singh"),
    streets: words("Railway Station George Beach Albert Wattle"),
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
    women: words("Maria Ana Helena Alice Laura Sofia Julia Beatriz Clara Luiza"),
    men: words("Miguel Arthur Heitor Pedro Davi Gabriel Rafael Lucas Bruno Caio"),
    families: words("Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Gomes Ribeiro"),
    streets: words("Flores Central Brasil Palmeiras Primavera Bahia"),
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
    women: words("Emma Olivia Chloé Alice Sophie Léa Hannah Zoe Maya Nora"),
    men: words("Liam Noah William Thomas Jacob Nathan Logan Félix Ethan Samuel"),
    families: words("Tremblay Roy Gagnon Smith Brown Côté MacDonald Wong Singh Martin"),
    streets: words("King Queen Maple Victoria Lakeshore Church"),
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
    women: words("Emma Mia Hannah Sofia Lina Marie Clara Frieda Greta Paula"),
    men: words("Noah Leon Paul Finn Elias Jonas Felix Anton Moritz Emil"),
    families: words("Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Koch Richter"),
    streets: words("Hauptstraße Bahnhofstraße Gartenweg Schulstraße Lindenallee Bergstraße"),
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
    women: words("Lucía Sofía Martina María Julia Paula Valeria Alba Carmen Irene"),
    men: words("Hugo Mateo Martín Lucas Leo Daniel Álvaro Pablo Diego Javier"),
    families: words("García Fernández González López Martínez Sánchez Pérez Gómez Díaz Moreno"),
    streets: words("Mayor Real Nueva Sol Castilla Prado"),
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
    women: words("Louise Jade Alice Chloé Inès Manon Camille Léa Juliette Rose"),
    men: words("Gabriel Louis Raphaël Jules Adam Hugo Arthur Nathan Théo Antoine"),
    families: words("Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau"),
    streets: words("Pasteur République Gambetta Voltaire Moulin Jardins"),
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
    women: words("Olivia Amelia Isla Freya Ivy Florence Evie Poppy Harriet Alice"),
    men: words("George Arthur Oscar Theo Harry Alfie Freddie Henry Callum Rhys"),
    families: words("Smith Jones Taylor Evans Hughes Walker Wright Clarke Murphy Patel"),
    streets: words("High Church Mill Victoria Park Green"),
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
    women: words("Emma Olivia Ava Sophia Isabella Mia Evelyn Harper Luna Hazel"),
    men: words("Liam Noah James Elijah Benjamin Mason Logan Ethan Jackson Owen"),
    families: words("Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson"),
    streets: words("Maple Oak Cedar Washington Lake Hill"),
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
