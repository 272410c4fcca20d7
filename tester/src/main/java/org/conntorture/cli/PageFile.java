package org.conntorture.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.conntorture.page.ReportPage;
import org.conntorture.store.ResultDirectory;

/** Puts {@code report.html} into a result directory, which is whole without it. */
final class PageFile {
    private PageFile() {}

    /** Reads what the page is made of. */
    interface Reading {
        ReportPage read() throws IOException;
    }

    /** Empty where it could not be made or kept; that is told, and costs nobody the verdict. */
    static Optional<ReportPage> write(ResultDirectory directory, Reading reading, PrintStream log) {
        try {
            ReportPage page = reading.read();
            directory.write(ReportPage.NAME, page.html());
            return Optional.of(page);
        } catch (IOException failed) {
            log.println("conntorture: " + ReportPage.NAME + " cannot be written (" + failed.getMessage()
                    + "); 'conntorture report " + directory.path() + "' makes it later");
        } catch (RuntimeException wrong) {
            log.println("conntorture: " + ReportPage.NAME + " was not made, which is an error of conntorture (" + wrong
                    + "); the result is not touched by it");
        }
        return Optional.empty();
    }
}
