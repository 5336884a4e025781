assert new File(basedir, 'build.log').text.contains('reference not found')
