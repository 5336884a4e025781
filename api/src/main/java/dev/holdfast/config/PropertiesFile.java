package dev.holdfast.config;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Reads settings from properties files in UTF-8. */
final class PropertiesFile {

  private PropertiesFile() {}

  static List<Setting> at(Path file) {
    return read(() -> Files.newInputStream(file), Layer.FILE, file.toAbsolutePath().toString());
  }

  static List<Setting> onClassPath(URL resource) {
    return read(resource::openStream, Layer.CLASS_PATH_FILE, resource.toString());
  }

  private static List<Setting> read(Place place, Layer layer, String name) {
    Properties properties = new Properties();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(place.open(), StandardCharsets.UTF_8.newDecoder()))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          ErrorCode.UNREADABLE_CONFIGURATION, "The file " + name + " cannot be read.", e);
    }
    return properties.stringPropertyNames().stream()
        .map(key -> new Setting(key, properties.getProperty(key), layer, "in " + name))
        .toList();
  }

  private interface Place {
    InputStream open() throws IOException;
  }
}
