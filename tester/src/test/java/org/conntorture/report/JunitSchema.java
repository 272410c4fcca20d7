package org.conntorture.report;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Holds a JUnit file against {@code junit.xsd}, which allows less than the schema of Maven Surefire does. */
public final class JunitSchema {
    private static final Schema SCHEMA = read();

    private JunitSchema() {}

    private static Schema read() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JunitSchema.class.getResource("/junit.xsd"));
        } catch (SAXException broken) {
            throw new IllegalStateException("junit.xsd is no schema", broken);
        }
    }

    /** SAXException where it does not fit. */
    public static void requireValid(String xml) throws SAXException, IOException {
        SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
    }
}
