package dev.holdfast.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The options that stand in a backend's URL. */
final class UrlSettings {

  private UrlSettings() {}

  /** Returns them by short key; they are as strong as the URL itself. */
  static Map<String, Setting> of(Section section, Setting urlSetting) {
    BackendUrl url = BackendUrl.parse(urlSetting.value());
    Map<String, Setting> found = new LinkedHashMap<>();
    if (!section.options().isQueryForDriver()) {
      url.query().forEach((key, value) -> found.put(key, inUrl(key, value, urlSetting)));
      KeyCheck.ofQuery(section).check(found.values());
      url = url.withoutQuery();
    }
    for (Option<?> option : section.options().all()) {
      if (option.isFromUrl() && !url.rest().isEmpty()) {
        found.put(option.key(), inUrl(option.key(), url.rest(), urlSetting));
      }
    }
    return found;
  }

  private static Setting inUrl(String key, String value, Setting url) {
    return new Setting(key, value, url.layer(), "in the URL, " + url.source());
  }
}
