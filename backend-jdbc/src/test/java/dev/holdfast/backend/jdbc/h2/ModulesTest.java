package dev.holdfast.backend.jdbc.h2;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.backend.jdbc.JdbcProvider;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendProvider;
import io.leangen.geantyref.GenericTypeReflector;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/**
 * Holdfast as a module and H2 on the class path, as Maven places drivers that no module requires.
 */
class ModulesTest {

  private static final String MODULE = "dev.holdfast.backend.jdbc";

  @TempDir private Path directory;

  @Test
  void h2OnTheClassPath_findsItsFiles() throws Exception {
    URL h2 = org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader classPath =
        new URLClassLoader(new URL[] {h2}, ClassLoader.getPlatformClassLoader())) {
      open(module(classPath).getClassLoader(), "jdbc:h2:" + directory.resolve("cells")).close();
    }
    assertThat(directory.resolve("cells.mv.db")).isNotEmptyFile();
  }

  private static AutoCloseable open(ClassLoader modules, String url) throws Exception {
    Object provider =
        modules.loadClass(JdbcProvider.class.getName()).getDeclaredConstructor().newInstance();
    Class<?> configClass = modules.loadClass(HoldfastConfig.class.getName());
    Object config = configClass.getMethod("of", String.class).invoke(null, url);
    Class<?> settingsClass = modules.loadClass(BackendConfig.class.getName());
    Object settings =
        settingsClass
            .getMethod("of", configClass, modules.loadClass(BackendProvider.class.getName()))
            .invoke(null, config, provider);
    return (AutoCloseable)
        provider.getClass().getMethod("open", settingsClass).invoke(provider, settings);
  }

  private static Module module(ClassLoader classPath) throws URISyntaxException {
    List<Path> paths = new ArrayList<>();
    for (Class<?> each :
        List.of(
            JdbcProvider.class,
            Backend.class,
            Jdbi.class,
            GenericTypeReflector.class,
            HikariDataSource.class,
            NullMarked.class,
            Logger.class)) {
      paths.add(Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()));
    }
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration()
            .resolve(
                ModuleFinder.of(paths.toArray(Path[]::new)), ModuleFinder.of(), Set.of(MODULE));
    return boot.defineModulesWithOneLoader(configuration, classPath)
        .findModule(MODULE)
        .orElseThrow();
  }
}
