"""What the demo's shops say of themselves and of their plans, in Spanish too."""

from __future__ import annotations

from kith.translated import Translations

SPANISH = {
    # Plans.
    "Pay as you go": "Prepago",
    "A month at a time, no promises either way.": "De mes en mes, sin compromisos.",
    "Light": "Ligera",
    "Messages, maps, and calls when they matter.": "Mensajes, mapas y llamadas cuando hacen falta.",
    "Everyday": "Diaria",
    "What most people here take, and keep.": "La que elige casi todo el mundo aquí.",
    "Plenty": "De sobra",
    "For music on the bus and films on the sofa.": "Para música en el bus y películas en el sofá.",
    "Without end": "Sin fin",
    "Nobody looks at a meter again.": "Para no volver a mirar el contador.",
    "Data only": "Solo datos",
    "For the tablet, the laptop, the till.": "Para la tableta, el portátil o la caja.",
    "Two of us": "Nosotros dos",
    "Two lines, one bill.": "Dos líneas, una factura.",
    "All of us": "Toda la familia",
    "One bill for everybody at the table.": "Una sola factura para toda la mesa.",
    # Shops: their line, what they say of themselves, when they answer.
    "Mobile plans, sold by people who use them": "Tarifas móviles de la mano de quien las usa",
    "Northline is the network. Our customers advise, refer and sell, and earn from it.": (
        "Northline es la red. Nuestros clientes aconsejan, recomiendan y venden, y ganan con ello."
    ),
    "Every day, 8:00 to 22:00": "Todos los días, de 8:00 a 22:00",
    "I set it up with you, over a coffee": "Te lo configuro yo, con un café",
    "I repaired nets for ten years and phones for six. Ask me before you sign anything.": (
        "Diez años remendando redes y seis arreglando móviles. Pregúntame antes de firmar nada."
    ),
    "Monday to Saturday, 10:00 to 20:00": "De lunes a sábado, de 10:00 a 20:00",
    "The harbour's own network": "La red del puerto",
    "Plans made with the people of the harbour: fair data, no small print, a real desk.": (
        "Tarifas hechas con la gente del puerto: datos justos, sin letra pequeña y con mostrador."
    ),
    "Signal where the road ends": "Cobertura donde acaba la carretera",
    "I drive the school bus of the valley. I know where it rings and where it does not.": (
        "Conduzco el autobús escolar del valle. Sé dónde hay cobertura y dónde no."
    ),
    "Weekdays, 16:00 to 21:00": "De lunes a viernes, de 16:00 a 21:00",
    "Made in the valley, heard everywhere": "Hecha en el valle, se oye en todas partes",
    "A small operator for mountain villages, with honest maps of where it works.": (
        "Una operadora pequeña para pueblos de montaña, con mapas de cobertura que no engañan."
    ),
    "Stall 14, and always on the phone": "Puesto 14, y siempre al teléfono",
    "Half of the market calls through me. I tell you when a cheaper plan is enough.": (
        "Medio mercado llama conmigo. Te digo cuándo te basta una tarifa más barata."
    ),
    "Tuesday to Sunday, 8:00 to 15:00": "De martes a domingo, de 8:00 a 15:00",
    "Plans for students and for their mothers": "Tarifas para estudiantes y para sus madres",
    "I moved here with one suitcase and three SIM cards. I can save you two of them.": (
        "Llegué con una maleta y tres tarjetas SIM. Dos te las puedo ahorrar."
    ),
    "Evenings, 18:00 to 22:00": "Por las tardes, de 18:00 a 22:00",
    "Enough data for every set": "Datos para cada serie",
    "I coach in the mornings and sort out phones in the afternoons.": (
        "Por la mañana entreno y por la tarde arreglo líos de móviles."
    ),
    "Weekdays, 14:00 to 18:00": "De lunes a viernes, de 14:00 a 18:00",
    "For forty voices and their families": "Para cuarenta voces y sus familias",
    "We sing on Thursdays. Since last spring we also share one family plan each.": (
        "Cantamos los jueves. Desde la primavera, cada familia comparte además una tarifa."
    ),
    "Thursdays after rehearsal, or by mail": "Los jueves tras el ensayo, o por correo",
    "Leave the bike, take a plan": "Deja la bici y llévate una tarifa",
    "Couriers ride in with flat tyres and flat plans. I mend both.": (
        "Los repartidores llegan con la rueda y los datos en el suelo. Arreglo las dos cosas."
    ),
    "Monday to Friday, 9:00 to 19:00": "De lunes a viernes, de 9:00 a 19:00",
    "A plan that survives the month": "Una tarifa que llega a fin de mes",
    "I teach maths. I also read tariffs, so that you need not.": (
        "Enseño matemáticas. También leo tarifas, para que tú no tengas que hacerlo."
    ),
    "After school, 15:00 to 19:00": "Después de clase, de 15:00 a 19:00",
}


def in_spanish(**words: str) -> Translations:
    """Return the words' Spanish, as a form would hand it over."""
    return {"es": {name: SPANISH[word] for name, word in words.items()}}
