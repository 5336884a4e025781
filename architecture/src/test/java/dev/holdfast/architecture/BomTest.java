package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** The BOM stands alone, without the parent, so nothing else keeps it in step. */
final class BomTest {

  private static final String UNPUBLISHED = "/project/properties/maven.deploy.skip";

  @Test
  void bom_hasTheVersionOfTheParent() throws Exception {
    assertThat(read("bom", "/project/version")).isEqualTo(read("", "/project/version"));
  }

  @Test
  void bom_managesEveryPublishedModule() throws Exception {
    List<String> published = new ArrayList<>();
    for (String module : read("", "/project/modules/module")) {
      if (!module.equals("bom") && read(module, UNPUBLISHED).isEmpty()) {
        published.addAll(read(module, "/project/artifactId"));
      }
    }
    assertThat(read("bom", "//dependencyManagement//artifactId"))
        .containsExactlyInAnyOrderElementsOf(published);
  }

  private static List<String> read(String module, String xpath) throws Exception {
    Path pom = Project.ROOT.resolve(module).resolve("pom.xml");
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    var nodes =
        (NodeList)
            XPathFactory.newInstance().newXPath().evaluate(xpath, document, XPathConstants.NODESET);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
