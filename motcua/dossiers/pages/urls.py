from motcua.dossiers.pages import citizen_urls, officer_urls

urlpatterns = [*citizen_urls.urlpatterns, *officer_urls.urlpatterns]
