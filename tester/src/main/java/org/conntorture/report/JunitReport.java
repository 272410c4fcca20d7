package org.conntorture.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.conntorture.diagnosis.Diagnosis;
import org.conntorture.report.TestCase.Result;
import org.conntorture.result.RunMeasurement;
import org.conntorture.verdict.Judgement;

/** A run as JUnit XML in the form of Maven Surefire, which build servers read; made once, at the end of a run. */
public final class JunitReport {
    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    public static String of(RunMeasurement run, Diagnosis diagnosis, Judgement judgement) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JunitReport(xml).suite(run, TestCases.of(run, diagnosis, judgement));
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("text in memory cannot be written", impossible);
        }
        return text.append('\n').toString();
    }

    private void suite(RunMeasurement run, List<TestCase> cases) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newLine("");
        xml.writeStartElement("testsuite");
        attribute("name", "conntorture " + run.plan().name());
        attribute("time", seconds(run.durationNs() / 1e9));
        attribute("tests", Integer.toString(cases.size()));
        attribute("errors", count(cases, Result.ERROR));
        attribute("skipped", count(cases, Result.SKIPPED));
        attribute("failures", count(cases, Result.FAILED));
        // Build servers take what is before the last dot for a package.
        String className = "conntorture." + run.plan().name().replace('.', '-');
        for (TestCase one : cases) {
            testCase(className, one);
        }
        newLine("");
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void testCase(String className, TestCase one) throws XMLStreamException {
        newLine("  ");
        xml.writeStartElement("testcase");
        attribute("name", one.name());
        attribute("classname", className);
        attribute("time", seconds(one.seconds()));
        switch (one.result()) {
            case FAILED -> reason("failure", "FAIL", one);
            case ERROR -> reason("error", "INCONCLUSIVE", one);
            case SKIPPED -> {
                newLine("    ");
                xml.writeEmptyElement("skipped");
                attribute("message", one.message());
            }
            case PASSED -> text("system-out", one.detail());
        }
        newLine("  ");
        xml.writeEndElement();
    }

    private void reason(String element, String type, TestCase one) throws XMLStreamException {
        newLine("    ");
        xml.writeStartElement(element);
        attribute("message", one.message());
        attribute("type", type);
        xml.writeCharacters(legal(one.detail()));
        xml.writeEndElement();
    }

    private void text(String element, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            newLine("    ");
            xml.writeStartElement(element);
            xml.writeCharacters(legal(text));
            xml.writeEndElement();
        }
    }

    private void newLine(String indent) throws XMLStreamException {
        xml.writeCharacters("\n" + indent);
    }

    /** A parser would turn line breaks in it into blanks anyway. */
    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, legal(value).replaceAll("\\s", " "));
    }

    private static String count(List<TestCase> cases, Result result) {
        return Long.toString(
                cases.stream().filter(one -> one.result() == result).count());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** What XML 1.0 has no way to write, escaped or not, becomes a question mark. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(point -> legal.appendCodePoint(isLegal(point) ? point : '?'));
        return legal.toString();
    }

    private static boolean isLegal(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= ' ' && point < Character.MIN_SURROGATE
                || point > Character.MAX_SURROGATE && point < 0xFFFE
                || point > 0xFFFF;
    }
}
