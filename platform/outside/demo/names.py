"""Names for the many, drawn without repeating and never confusable as handles."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tenants.accounts.handles import handle_shape, propose_handle

FIRST_NAMES = (
    "Adela Aitor Amaia Andrés Ángela Anselmo Aurora Beatriz Benito Berta Blanca Bosco Camila "
    "Candela Cecilia Ciro Clara Daniela Darío Diana Edurne Elías Eloy Elvira Emilio Estela Fabián "
    "Fátima Félix Gael Gema Gonzalo Greta Guillermo Héctor Hugo Ibai Inés Irene Iván Jana Joel "
    "Jorge Julia Julián Karim Lara Laura Leire Leonor Lorena Luis Maite Manuel Marina Marta "
    "Martín Miguel Mireia Nerea Nicolás Noa Nuria Olivia Óscar Pablo Patricia Pau Quim Rafael "
    "Raquel Rocío Rubén Salma Samuel Sandra Sara Sergio Silvia Sofía Teo Teresa Unai Úrsula "
    "Valentín Vega Víctor Ximena Yago Yolanda Zaira"
)
LAST_NAMES = (
    "Abad Acosta Aguirre Alonso Amador Arana Arias Ayala Barrio Bermejo Blasco Bravo Cabello "
    "Calvo Campos Cano Carmona Castaño Cuesta Delgado Duarte Durán Esteban Ferrer Fuentes Gallego "
    "Garrido Gil Gimeno Herrero Hidalgo Ibarra Izquierdo Lorenzo Lozano Macías Marín Medina "
    "Méndez Merino Molina Mora Moya Muñoz Navarro Nieto Núñez Olmedo Ortiz Otero Pascual Peña "
    "Pereira Plaza Prado Quintana Ramos Redondo Reyes Rincón Robles Roldán Rueda Sáez Salas "
    "Santana Segura Serra Soler Soto Suárez Tapia Torres Ugarte Urrutia Valero Vargas Vega Vidal "
    "Villar Yuste Zamora Zapata"
)


def people_of_the_town(chance: Random, *, taken: set[str]) -> Iterator[str]:
    """Yield full names, none of them read as another's or as one of those `taken`."""
    shapes = {handle_shape(propose_handle(name)) for name in taken}
    last_names = LAST_NAMES.split()
    pairs = [f"{first} {last}" for first in FIRST_NAMES.split() for last in last_names]
    chance.shuffle(pairs)
    for name in pairs:
        shape = handle_shape(propose_handle(name))
        if shape not in shapes:
            shapes.add(shape)
            yield name
