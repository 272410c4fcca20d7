package org.conntorture.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.conntorture.store.ResultDirectory;
import picocli.CommandLine.Option;

/** Where a command leaves what it measured. */
final class OutputDirectory {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "new directory for the results (default: conntorture-results/NAME-TIME)")
    private Path output;

    /** @param name where none was asked for */
    ResultDirectory create(String name) {
        try {
            return output == null ? ResultDirectory.named(name, LocalDateTime.now()) : ResultDirectory.asked(output);
        } catch (FileAlreadyExistsException taken) {
            throw new IllegalArgumentException(
                    "result directory '" + output + "' exists already; give -o a new one, nothing is overwritten",
                    taken);
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "the result directory cannot be made (" + failed + "); give -o a directory you may write", failed);
        }
    }
}
