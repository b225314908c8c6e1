"""What page authors build with: values (``Column``, ``Table``, ``Event`` …) and the functions behind the tags."""
