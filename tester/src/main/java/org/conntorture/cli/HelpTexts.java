package org.conntorture.cli;

import java.util.ListResourceBundle;
import org.conntorture.conclusion.Report;

/** Texts of {@code --help} that are made of tables; picocli looks them up by an option's descriptionKey. */
public final class HelpTexts extends ListResourceBundle {
    static final String REPORTS = "reports";

    @Override
    protected Object[][] getContents() {
        return new Object[][] {{REPORTS, Report.help()}};
    }
}
