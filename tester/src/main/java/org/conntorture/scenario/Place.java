package org.conntorture.scenario;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where in a scenario file something stands; line and column from 1, as editors count. */
record Place(String file, int line, int column) {

    static Place of(String file, Optional<Mark> mark) {
        return mark.map(found -> new Place(file, found.getLine() + 1, found.getColumn() + 1))
                .orElse(new Place(file, 1, 1));
    }

    ScenarioException error(String sentence) {
        return new ScenarioException(file + ":" + line + ":" + column + ": " + sentence);
    }
}
