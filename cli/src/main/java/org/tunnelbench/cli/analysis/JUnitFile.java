package org.tunnelbench.cli.analysis;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.tunnelbench.cli.UsageException;
import org.tunnelbench.controller.analysis.Ratio;
import org.tunnelbench.controller.analysis.effect.Comparison;
import org.tunnelbench.controller.analysis.effect.Comparison.Compared;

/** A comparison as JUnit XML, a test for each cell, as continuous integration reads it. */
final class JUnitFile {
  private JUnitFile() {}

  /** Writes the file. */
  static void write(Path file, String name, Comparison comparison, double threshold)
      throws UsageException {
    try {
      Files.writeString(file, text(name, comparison, threshold));
    } catch (IOException e) {
      throw new UsageException("--junit " + file + " cannot be written: " + e, e);
    }
  }

  /** The file's content. */
  static String text(String name, Comparison comparison, double threshold) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", harmless(name));
      xml.writeAttribute(
          "tests", Integer.toString(comparison.cells().size() + comparison.unmatched().size()));
      xml.writeAttribute(
          "failures", Long.toString(comparison.cells().stream().filter(Compared::below).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", Integer.toString(comparison.unmatched().size()));
      for (Compared cell : comparison.cells()) {
        cell(xml, cell, threshold);
      }
      for (String cell : comparison.unmatched()) {
        testcase(xml, "unmatched", cell);
        xml.writeEmptyElement("skipped");
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string refuses XML", e);
    }
    return text + "\n";
  }

  private static void cell(XMLStreamWriter xml, Compared cell, double threshold)
      throws XMLStreamException {
    testcase(xml, cell.toKernel(), String.join(" ", cell.levels().values()));
    String change =
        String.format(
            Locale.ROOT,
            "throughput x %s [%s, %s], from %.1f to %.1f Mbit/s",
            Ratio.text(cell.change()),
            Ratio.text(cell.low()),
            Ratio.text(cell.high()),
            cell.fromMbitPerSecond(),
            cell.toMbitPerSecond());
    if (cell.below()) {
      xml.writeEmptyElement("failure");
      xml.writeAttribute("message", "below " + threshold + " for sure: " + change);
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(change + ", " + cell.basis());
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void testcase(XMLStreamWriter xml, String kernel, String cell)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", harmless(kernel));
    xml.writeAttribute("name", harmless(cell));
  }

  /** Without the control characters that XML cannot hold. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }
}
