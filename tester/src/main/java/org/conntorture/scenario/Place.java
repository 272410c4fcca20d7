package org.conntorture.scenario;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where in a scenario file something stands; line and column from 1, as editors count. */
record Place(String file, int line, int column) {

    static Place of(String file, Optional<Mark> mark) {
        return mark.map(found -> new Place(file, found.getLine() + 1, found.getColumn() + 1))
                .orElse(new Place(file, 1, 1));
    }

    /** Of the file, from which its paths go. */
    Path directory() {
        return Path.of(file).toAbsolutePath().normalize().getParent();
    }

    ScenarioException error(String sentence) {
        return new ScenarioException(file + ":" + line + ":" + column + ": " + sentence);
    }
}
